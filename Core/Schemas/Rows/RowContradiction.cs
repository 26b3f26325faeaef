using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Schemas.Rows;

/// <summary>
/// Holds a record against the stored row of its key. Right after a repair a value that differs from the stored one is more likely a wrong mapping or bad content
/// than an update; it is believed only where a time in the row moved on.
/// </summary>
public static partial class RowContradiction
{
    private const int MaxDepth = 12;

    /// <summary>The members of a record that contradict the stored row; empty where none does, or where a time moved on.</summary>
    /// <param name="stored">The row as its readers see it.</param>
    /// <param name="found">The record in the shape of the row.</param>
    /// <param name="typed">The row comes back from typed columns: equal moments and equal numbers are equal whatever their text, and a member without a value says nothing.</param>
    public static IReadOnlyList<string> Of(JsonObject stored, JsonObject found, bool typed)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(found);
        var differing = found.Where(member => (!typed || stored[member.Key] is not null) && !Same(stored[member.Key], member.Value, typed)).Select(member => member.Key).ToList();
        return differing.Count == 0 || MovedOn(stored, found, 0) ? [] : differing;
    }

    private static bool Same(JsonNode? stored, JsonNode? found, bool typed) =>
        ValueText.Of(stored) == ValueText.Of(found) || (typed && (SameMoment(stored, found) || SameNumber(stored, found)));

    private static bool SameMoment(JsonNode? stored, JsonNode? found) =>
        Text(stored) is { } before && Text(found) is { } after && InstantText.Parse(before) is { } moment && moment == InstantText.Parse(after);

    // A column of doubles has lost the digits that a double does not hold.
    private static bool SameNumber(JsonNode? stored, JsonNode? found) => Number(stored) is { } before && Number(found) is { } after && before.Equals(after);

    private static bool MovedOn(JsonObject stored, JsonObject found, int depth)
    {
        foreach (var (name, value) in stored)
        {
            if (value is JsonObject inner && found[name] is JsonObject other && depth < MaxDepth ? MovedOn(inner, other, depth + 1) : Later(name, value, found[name])) return true;
        }
        return false;
    }

    private static bool Later(string name, JsonNode? stored, JsonNode? found) => Instant(name, stored) is { } before && Instant(name, found) is { } after && after > before;

    // Any large number could be a Unix time; only one that is called a time is taken for one.
    private static DateTimeOffset? Instant(string name, JsonNode? value) =>
        value is JsonValue scalar && (scalar.GetValueKind() == JsonValueKind.String || TimePattern().IsMatch(name)) ? InstantText.Parse(scalar.ToString()) : null;

    private static string? Text(JsonNode? value) => value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.ToString() : null;

    private static double? Number(JsonNode? value) =>
        value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.Number && double.TryParse(scalar.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"(?:_at|At|_on|On|_ts|[Dd]ate|[Tt]ime|[Mm]odified|[Uu]pdated|[Cc]reated|[Cc]hanged|[Ss]ince|stamp)\w*$|^(?:at|ts)$")]
    private static partial Regex TimePattern();
}
