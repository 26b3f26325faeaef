using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Proposes how an old column may come back from one new column, by looking at their values side by side.</summary>
internal static class TransformFinder
{
    private const int Looked = 3;

    /// <summary>Candidates, the simplest first; none is proved.</summary>
    public static IEnumerable<Chain> Of(Series old, Series found)
    {
        var pairs = old.Values.Zip(found.Values).Where(pair => pair.First is not null && pair.Second is not null).Select(pair => (Old: pair.First!, New: pair.Second!)).ToList();
        return pairs.Count == 0 ? [Chain.None] : Lists(pairs).Prepend(Chain.None).DistinctBy(chain => chain.ToString());
    }

    // A list on one side only is wrapped, opened, joined or split; lists on both sides are held against each other item by item.
    private static IEnumerable<Chain> Lists(List<(JsonNode Old, JsonNode New)> pairs)
    {
        var (old, found) = pairs[0];
        if (old is JsonArray == found is JsonArray)
        {
            var items = old is JsonArray ? pairs.SelectMany(Items).ToList() : pairs;
            foreach (var chain in Scalars(items)) yield return chain;
        }
        else if (found is JsonArray)
        {
            yield return new Chain([new Unwrap()]);
            foreach (var chain in Scalars(Firsts(pairs.Select(pair => ((JsonNode?)pair.Old, (pair.New as JsonArray)?.FirstOrDefault()))))) yield return new Chain([new Unwrap(), .. chain.Steps]);
            foreach (var by in SeparatorFinder.Of(pairs.Select(pair => (pair.Old.ToString(), pair.New as JsonArray)))) yield return new Chain([new Join(by)]);
        }
        else
        {
            yield return new Chain([new Wrap()]);
            foreach (var chain in Scalars(Firsts(pairs.Select(pair => ((pair.Old as JsonArray)?.FirstOrDefault(), (JsonNode?)pair.New))))) yield return new Chain([.. chain.Steps, new Wrap()]);
            foreach (var by in SeparatorFinder.Of(pairs.Select(pair => (pair.New.ToString(), pair.Old as JsonArray)))) yield return new Chain([new Split(by)]);
        }
    }

    private static IEnumerable<(JsonNode, JsonNode)> Items((JsonNode Old, JsonNode New) pair) =>
        pair is { Old: JsonArray old, New: JsonArray found } && old.Count == found.Count ? Firsts(old.Zip(found)) : [];

    private static List<(JsonNode Old, JsonNode New)> Firsts(IEnumerable<(JsonNode?, JsonNode?)> pairs) =>
        [.. pairs.Where(pair => pair is { Item1: not null, Item2: not null }).Select(pair => (pair.Item1!, pair.Item2!))];

    private static IEnumerable<Chain> Scalars(List<(JsonNode Old, JsonNode New)> pairs)
    {
        var plain = pairs.Where(pair => pair is { Old: JsonValue, New: JsonValue }).Select(pair => ((JsonValue)pair.Old, (JsonValue)pair.New)).ToList();
        if (plain.Count == 0 || plain.Count < pairs.Count / 2) yield break;
        // One row may have been changed meanwhile, so the first alone does not tell.
        foreach (var (old, found) in Enumerable.Range(0, Looked).Select(part => plain[part * (plain.Count - 1) / Math.Max(1, Looked - 1)]).Distinct())
        {
            foreach (var chain in Types(old, found)) yield return chain;
            foreach (var chain in InstantFinder.Of(old, found)) yield return chain;
            foreach (var chain in Prefixes(old, found)) yield return chain;
            foreach (var chain in Parts(old, found)) yield return chain;
        }
        foreach (var chain in ScaleFinder.Of(plain)) yield return chain;
        if (EnumerationFinder.Of(plain) is { } map) yield return new Chain([map]);
    }

    private static IEnumerable<Chain> Types(JsonValue old, JsonValue found)
    {
        var (oldKind, newKind) = (old.GetValueKind(), found.GetValueKind());
        if (oldKind == JsonValueKind.String && newKind != JsonValueKind.String)
        {
            yield return new Chain([new Retype("string")]);
            if (newKind == JsonValueKind.Number && Decimals(old) is { } places) yield return new Chain([new Fixed(places)]);
        }
        if (oldKind == JsonValueKind.Number && newKind == JsonValueKind.String) yield return new Chain([Number(old)]);
        if (IsFlag(oldKind) && !IsFlag(newKind)) yield return new Chain([new Retype("boolean")]);
        if (IsFlag(oldKind) && IsFlag(newKind)) yield return new Chain([new Not()]);
    }

    private static bool IsFlag(JsonValueKind kind) => kind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>Decimal places of a number written as text; null for any other text.</summary>
    internal static int? Decimals(JsonValue text) =>
        decimal.TryParse(text.ToString(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.Scale > 0 ? number.Scale : null;

    private static Retype Number(JsonValue old) => new(long.TryParse(old.ToString(), out _) ? "integer" : "number");

    private static IEnumerable<Chain> Prefixes(JsonValue oldValue, JsonValue foundValue)
    {
        var (old, found) = (oldValue.ToString(), foundValue.ToString());
        if (old.Length == 0 || found.Length == 0) yield break;
        if (found.Length > old.Length && found.EndsWith(old, StringComparison.Ordinal)) yield return Back(oldValue, new Strip(found[..^old.Length]));
        if (old.Length > found.Length && old.EndsWith(found, StringComparison.Ordinal)) yield return new Chain([new Prepend(old[..^found.Length])]);
    }

    private static IEnumerable<Chain> Parts(JsonValue oldValue, JsonValue foundValue)
    {
        var (old, found) = (oldValue.ToString(), foundValue.ToString());
        if (old.Length == 0 || found.Length <= old.Length || !found.Contains(old, StringComparison.Ordinal)) yield break;
        foreach (var separator in SeparatorFinder.Usual)
            for (var count = 2; count <= 4; count++)
            {
                var parts = found.Split(separator, count);
                for (var index = 0; parts.Length == count && index < count; index++)
                    if (parts[index] == old)
                        yield return Back(oldValue, new Part(separator, index, count));
            }
    }

    // What is cut out of a text is a text; where readers know a number it becomes one.
    private static Chain Back(JsonValue old, ValueTransform cut) => old.GetValueKind() == JsonValueKind.Number ? new Chain([cut, Number(old)]) : new Chain([cut]);
}
