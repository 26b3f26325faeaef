using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Rows;
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

    /// <summary>As <see cref="ValueText.Of"/>.</summary>
    public static string? TextOf(JsonNode? value) => ValueText.Of(value);

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
