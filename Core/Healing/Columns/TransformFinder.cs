using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Proposes how an old column may come back from one new column, by looking at their values side by side.</summary>
internal static class TransformFinder
{
    private const int MaxEnumeration = 24;

    private static readonly string[] s_separators = [" ", ", ", ",", "-", "_", "/", ":", "|", ";", "@", "."];

    /// <summary>Candidates, the simplest first; none is proved.</summary>
    public static IEnumerable<Chain> Of(Series old, Series found)
    {
        yield return Chain.None;
        var pairs = old.Values.Zip(found.Values).Where(pair => pair.First is not null && pair.Second is not null).ToList();
        if (pairs.Count == 0) yield break;
        var (first, second) = pairs[0];
        if (first is JsonArray && second is not JsonArray) yield return new Chain([new Wrap()]);
        if (second is JsonArray { Count: > 0 } && first is not JsonArray) yield return new Chain([new Unwrap()]);
        if (first is not JsonValue || second is not JsonValue) yield break;
        foreach (var chain in Types(pairs)) yield return chain;
        foreach (var chain in Scales(pairs)) yield return chain;
        foreach (var chain in Prefixes(pairs)) yield return chain;
        foreach (var chain in Parts(first.ToString(), second.ToString())) yield return chain;
        if (first.GetValueKind() is JsonValueKind.True or JsonValueKind.False && second.GetValueKind() is JsonValueKind.True or JsonValueKind.False) yield return new Chain([new Not()]);
        if (Enumeration(old, found, pairs) is { } map) yield return new Chain([map]);
    }

    private static IEnumerable<Chain> Types(List<(JsonNode? First, JsonNode? Second)> pairs)
    {
        var (old, found) = (pairs[0].First!, pairs[0].Second!);
        var (oldKind, newKind) = (old.GetValueKind(), found.GetValueKind());
        if (oldKind == JsonValueKind.String && newKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) yield return new Chain([new Retype("string")]);
        if (oldKind == JsonValueKind.Number && newKind == JsonValueKind.String)
            yield return new Chain([new Retype(pairs.All(pair => long.TryParse(pair.First!.ToString(), out _)) ? "integer" : "number")]);
        if (oldKind is JsonValueKind.True or JsonValueKind.False && newKind is JsonValueKind.String or JsonValueKind.Number) yield return new Chain([new Retype("boolean")]);
        // Day first or month first is told by the rows: every format that fits is a candidate of its own.
        foreach (var from in Sources(found.ToString()))
            foreach (var form in Forms(old))
                if (old.ToString() == new Retype(form, from).Apply(found)?.ToString())
                    yield return new Chain([new Retype(form, from)]);
    }

    private static IEnumerable<string?> Sources(string found) =>
        InstantText.Parse(found) is not null ? [null] : InstantText.Formats.Where(format => InstantText.Parse(found, format) is not null).ToList<string?>();

    private static IEnumerable<string> Forms(JsonNode old)
    {
        var text = old.ToString();
        if (old.GetValueKind() == JsonValueKind.Number) return long.TryParse(text, out var number) && number > 100_000_000_000 ? ["unix_millis"] : ["unix_seconds"];
        if (text.StartsWith("/Date(", StringComparison.Ordinal)) return ["ms_date"];
        if (text.All(char.IsAsciiDigit)) return ["unix_seconds_string", .. InstantText.Formats];
        return ["iso_datetime", .. InstantText.Formats];
    }

    private static IEnumerable<Chain> Scales(List<(JsonNode? First, JsonNode? Second)> pairs)
    {
        var numbers = pairs.Select(pair => (Old: Number(pair.First), New: Number(pair.Second))).Where(pair => pair.Old is not null && pair.New is not null and not 0).ToList();
        if (numbers.Count < 3 || numbers.Count < pairs.Count * 0.5) yield break;
        var text = pairs.Any(pair => pair.First!.GetValueKind() == JsonValueKind.String);
        foreach (var ratio in numbers.Where(pair => pair.Old != 0).Select(pair => Math.Round(pair.Old!.Value / pair.New!.Value, 9)).GroupBy(ratio => ratio).OrderByDescending(group => group.Count()).Take(2))
            if (ratio.Key is not (0 or 1 or -1) && ratio.Count() >= 3)
                yield return text ? new Chain([new Scale(ratio.Key / 1.000000000000000000000000m), new Retype("string")]) : new Chain([new Scale(ratio.Key / 1.000000000000000000000000m)]);
    }

    private static decimal? Number(JsonNode? value) =>
        value is JsonValue && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<Chain> Prefixes(List<(JsonNode? First, JsonNode? Second)> pairs)
    {
        var (old, found) = (pairs[0].First!.ToString(), pairs[0].Second!.ToString());
        if (found.Length > old.Length && old.Length > 0 && found.EndsWith(old, StringComparison.Ordinal))
        {
            var strip = new Strip(found[..^old.Length]);
            yield return pairs[0].First!.GetValueKind() == JsonValueKind.Number ? new Chain([strip, new Retype("integer")]) : new Chain([strip]);
        }
        if (old.Length > found.Length && found.Length > 0 && old.EndsWith(found, StringComparison.Ordinal)) yield return new Chain([new Prepend(old[..^found.Length])]);
    }

    private static IEnumerable<Chain> Parts(string old, string found)
    {
        if (old.Length == 0 || found.Length <= old.Length || !found.Contains(old, StringComparison.Ordinal)) yield break;
        foreach (var separator in s_separators)
            for (var count = 2; count <= 4; count++)
            {
                var parts = found.Split(separator, count);
                for (var index = 0; parts.Length == count && index < count; index++)
                    if (parts[index] == old)
                        yield return new Chain([new Part(separator, index, count)]);
            }
    }

    private static MapValues? Enumeration(Series old, Series found, List<(JsonNode? First, JsonNode? Second)> pairs)
    {
        if (found.Distinct is < 2 or > MaxEnumeration || old.Distinct is < 2 or > MaxEnumeration || pairs.Count < found.Distinct * 5) return null;
        var values = new Dictionary<string, JsonNode?>();
        foreach (var group in pairs.GroupBy(pair => pair.Second!.ToString()))
        {
            var most = group.GroupBy(pair => Series.TextOf(pair.First)).OrderByDescending(each => each.Count()).First();
            values[group.Key] = most.First().First?.DeepClone();
        }
        return new MapValues(values);
    }
}
