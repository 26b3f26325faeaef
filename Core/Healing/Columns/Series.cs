using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>The values of one column over the joined rows.</summary>
internal sealed class Series
{
    private const int FewestDigits = 6;
    private const double BitsPerDigit = 3.3;

    public Series(string path, IReadOnlyList<JsonNode?> values)
    {
        (Path, Values) = (path, values);
        Texts = [.. values.Select(TextOf)];
        Present = Texts.Count(text => text is not null);
        Distinct = Texts.OfType<string>().Distinct().Count();
        Bits = Entropy(Texts);
        Rarity = Distinct == 1 ? RarityOf(Texts.OfType<string>().First()) : 0;
    }

    public string Path { get; }

    public IReadOnlyList<JsonNode?> Values { get; }

    /// <summary>Canonical texts; null for a missing value.</summary>
    public IReadOnlyList<string?> Texts { get; }

    public int Present { get; }

    public int Distinct { get; }

    /// <summary>Information that agreeing on every row gives, in bits: rows times entropy. A constant gives none.</summary>
    public double Bits { get; }

    /// <summary>Information in a constant itself, in bits: a number of many digits is hardly met twice by accident. 0 for words, times and columns of several values.</summary>
    public double Rarity { get; }

    public static Series Read(string path, IEnumerable<JsonNode?> rows) => new(path, [.. rows.Select(row => PathValues.Get(row, path))]);

    /// <summary>Equal values have equal texts: 7 and 7.0 are one, "7" is another; an empty list or object counts as a value.</summary>
    public static string? TextOf(JsonNode? value) => value switch
    {
        null => null,
        JsonValue scalar when scalar.GetValueKind() == System.Text.Json.JsonValueKind.Number => "#" + NumberText(scalar.ToString()),
        JsonValue scalar when scalar.GetValueKind() == System.Text.Json.JsonValueKind.String => "\"" + scalar,
        JsonArray list => list.All(item => item is null) && list.Count > 0 ? null : "[" + string.Join(',', list.Select(TextOf)) + "]",
        JsonObject map => "{" + string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + ":" + TextOf(pair.Value))) + "}",
        _ => value.ToString(),
    };

    private static string NumberText(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : text;

    private static double RarityOf(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        return digits < FewestDigits || text[0] is '{' or '[' || InstantText.Parse(text[1..]) is not null ? 0 : digits * BitsPerDigit;
    }

    private static double Entropy(IReadOnlyList<string?> texts)
    {
        double bits = 0;
        foreach (var group in texts.GroupBy(text => text ?? ""))
        {
            var share = group.Count() / (double)texts.Count;
            bits -= group.Count() * Math.Log2(share);
        }
        return bits;
    }
}
