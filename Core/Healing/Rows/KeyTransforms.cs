using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Rows;

/// <summary>Ways in which old keys may come back from new ones. The rows are not joined yet, so whole sets of values are held against each other.</summary>
internal static class KeyTransforms
{
    private const int Sampled = 60;
    private const int SampledKeys = 500;
    private const int LongestPrefix = 120;

    /// <summary>Candidates, the identity first.</summary>
    /// <param name="known">Old values.</param>
    /// <param name="wanted">Their texts.</param>
    /// <param name="values">New values.</param>
    public static IEnumerable<Chain> Of(IReadOnlyList<JsonValue> known, HashSet<string> wanted, IReadOnlyList<JsonValue> values)
    {
        yield return Chain.None;
        if (values.Any(value => wanted.Contains(value.ToString()))) yield break;
        if (Strips(values, wanted) is { } prefix) yield return new Chain([new Strip(prefix)]);
        if (Prepends(known, values, wanted) is { } dropped) yield return new Chain([new Prepend(dropped)]);
        if (known.All(value => value.GetValueKind() == JsonValueKind.Number || value.ToString().All(char.IsAsciiDigit))) yield return new Chain([new Retype("integer")]);
        foreach (var chain in InstantFinder.Unpaired(known[0], values[0])) yield return chain;
        foreach (var chain in Parts(values, wanted)) yield return chain;
    }

    // A prefix counts when it does not cut a number in two, so that "1" in front of "23" is not taken for one. New entities have keys
    // that are not wanted, so the first value alone does not tell.
    private static string? Strips(IReadOnlyList<JsonValue> values, HashSet<string> wanted) =>
        Commonest(values.Select(value => Prefix(value.ToString(), wanted.Contains)));

    // The other way round: what stands in front of old values and is gone from new ones.
    private static string? Prepends(IReadOnlyList<JsonValue> known, IReadOnlyList<JsonValue> values, HashSet<string> wanted)
    {
        var found = values.Select(value => value.ToString()).ToHashSet();
        return Commonest(known.Take(SampledKeys).Select(value => Prefix(value.ToString(), found.Contains))) is { } prefix && values.Any(value => wanted.Contains(prefix + value)) ? prefix : null;
    }

    private static string? Commonest(IEnumerable<string?> prefixes) =>
        prefixes.OfType<string>().Take(Sampled).GroupBy(prefix => prefix).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Length).FirstOrDefault()?.Key;

    private static string? Prefix(string value, Func<string, bool> isKey)
    {
        for (var length = 1; length < value.Length && length <= LongestPrefix; length++)
            if (!(char.IsLetterOrDigit(value[length - 1]) && char.IsAsciiDigit(value[length - 1]) == char.IsAsciiDigit(value[length])) && isKey(value[length..]))
                return value[..length];
        return null;
    }

    private static IEnumerable<Chain> Parts(IReadOnlyList<JsonValue> values, HashSet<string> wanted)
    {
        var text = values[0].ToString();
        foreach (var separator in SeparatorFinder.Usual)
            for (var count = 2; count <= 4; count++)
            {
                var parts = text.Split(separator, count);
                for (var index = 0; parts.Length == count && index < count; index++)
                    if (wanted.Contains(parts[index]))
                        yield return new Chain([new Part(separator, index, count)]);
            }
    }
}
