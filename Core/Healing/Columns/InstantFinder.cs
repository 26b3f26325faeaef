using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Ways in which an old time may come back from a new one that is written otherwise.</summary>
internal static class InstantFinder
{
    private const int Shortest = 6;
    private const int Longest = 40;
    private const int FewestDigits = 4;
    private const int MostLetters = 12;

    /// <summary>Chains that bring <paramref name="old"/> back from <paramref name="found"/>. Day first or month first is told by the rows: every format that fits is a candidate of its own.</summary>
    public static IEnumerable<Chain> Of(JsonValue old, JsonValue found) =>
        from source in Sources(found).ToList()
        from form in Forms(old)
        let retype = new Retype(form, source)
        where retype.Apply(found)?.ToString() == old.ToString()
        select new Chain([retype]);

    /// <summary>Chains that write <paramref name="found"/> in the form of <paramref name="old"/>, where the two are not of one row.</summary>
    public static IEnumerable<Chain> Unpaired(JsonValue old, JsonValue found) =>
        from source in Sources(found).ToList()
        from form in Forms(old)
        where new Retype(form, InstantText.Parse(old.ToString()) is null ? form : null).Apply(old)?.ToString() == old.ToString()
        select new Chain([new Retype(form, source)]);

    private static IEnumerable<string?> Sources(JsonValue found)
    {
        if (!MayBe(found)) return [];
        var text = found.ToString();
        return InstantText.Parse(text) is not null ? [null] : InstantText.Formats.Where(format => InstantText.Parse(text, format) is not null).ToList<string?>();
    }

    private static IEnumerable<string> Forms(JsonValue old)
    {
        if (!MayBe(old)) return [];
        var text = old.ToString();
        if (old.GetValueKind() == JsonValueKind.Number) return long.TryParse(text, out var number) && number > 100_000_000_000 ? ["unix_millis"] : ["unix_seconds"];
        if (text.StartsWith("/Date(", StringComparison.Ordinal)) return ["ms_date"];
        return text.All(char.IsAsciiDigit) ? ["unix_seconds_string", .. InstantText.Formats] : ["iso_datetime", .. InstantText.Formats];
    }

    // Most texts are no times, and trying every format on them would cost more than all the rest.
    private static bool MayBe(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => InstantText.Parse(value.ToString()) is not null,
        JsonValueKind.String => value.ToString() is { Length: >= Shortest and <= Longest } text && text.Count(char.IsAsciiDigit) >= FewestDigits && text.Count(char.IsAsciiLetter) <= MostLetters && text.All(letter => char.IsAsciiLetterOrDigit(letter) || " -:/.,+()".Contains(letter, StringComparison.Ordinal)),
        _ => false,
    };
}
