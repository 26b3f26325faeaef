using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>What the values of a column look like when rows cannot be paired: the values themselves, their words, character patterns, numbers and lengths.</summary>
internal sealed class ColumnProfile
{
    private const int Sample = 3000;

    public ColumnProfile(IEnumerable<JsonNode?> column)
    {
        var cells = column.Take(Sample).SelectMany(v => v is JsonArray list ? list : (IEnumerable<JsonNode?>)[v]).ToList();
        var texts = cells.Select(Scalar.Text).Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t!.Trim().ToLowerInvariant()).ToList();
        Filled = cells.Count == 0 ? 0 : texts.Count / (double)cells.Count;
        Values = texts.ToHashSet();
        Distinct = texts.Count == 0 ? 0 : Values.Count / (double)texts.Count;
        Tokens = texts.Take(1000).SelectMany(Words.Of).Where(w => w.Length > 2).ToHashSet();
        Patterns = texts.GroupBy(Pattern).ToDictionary(g => g.Key, g => g.Count() / (double)texts.Count);
        MeanLength = texts.Count == 0 ? 0 : texts.Average(t => (double)t.Length);
        Numbers = [.. texts.Select(t => Scalar.Number(JsonValue.Create(t))).Where(n => n is not null).Select(n => (double)n!.Value).Order()];
        IsNumeric = texts.Count > 0 && Numbers.Count >= 0.9 * texts.Count;
    }

    public double Filled { get; }

    public double Distinct { get; }

    public bool IsNumeric { get; }

    public double MeanLength { get; }

    public IReadOnlySet<string> Values { get; }

    public IReadOnlySet<string> Tokens { get; }

    public IReadOnlyDictionary<string, double> Patterns { get; }

    public IReadOnlyList<double> Numbers { get; }

    /// <summary>0 to 1; null where a side has no values.</summary>
    public double? Similarity(ColumnProfile other)
    {
        if (Values.Count == 0 || other.Values.Count == 0) return null;
        if (IsNumeric != other.IsNumeric) return 0.05;
        var values = Contained(Values, other.Values);
        var shape = Patterns.Sum(p => Math.Min(p.Value, other.Patterns.GetValueOrDefault(p.Key)));
        var distinct = 1 - Math.Abs(Distinct - other.Distinct);
        var length = Math.Min(MeanLength, other.MeanLength) / Math.Max(1e-9, Math.Max(MeanLength, other.MeanLength));
        if (IsNumeric) return (0.35 * values) + (0.35 * Quantiles(other)) + (0.15 * distinct) + (0.15 * length);
        var words = Contained(Tokens, other.Tokens);
        return Math.Max((0.5 * values) + (0.2 * words) + (0.12 * shape) + (0.08 * distinct) + (0.1 * length), 0.95 * values * Math.Min(1, Values.Count / 5.0));
    }

    // Half Jaccard, half containment in the smaller: samples of the two sides may overlap only in part.
    private static double Contained(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        if (a.Count == 0 || b.Count == 0) return 0;
        var shared = (double)a.Count(b.Contains);
        return (0.5 * shared / Math.Min(a.Count, b.Count)) + (0.5 * shared / (a.Count + b.Count - shared));
    }

    private double Quantiles(ColumnProfile other)
    {
        double near = 0;
        const int steps = 9;
        for (var i = 1; i <= steps; i++)
        {
            double a = Numbers[i * (Numbers.Count - 1) / (steps + 1)], b = other.Numbers[i * (other.Numbers.Count - 1) / (steps + 1)];
            near += a == b ? 1 : Math.Max(0, 1 - (Math.Abs(a - b) / (Math.Abs(a) + Math.Abs(b))));
        }
        return near / steps;
    }

    private static string Pattern(string text)
    {
        Span<char> pattern = stackalloc char[16];
        var length = 0;
        foreach (var c in text)
        {
            var kind = char.IsDigit(c) ? '9' : char.IsLetter(c) ? 'a' : c;
            if (length > 0 && pattern[length - 1] == kind) continue;
            if (length == pattern.Length) break;
            pattern[length++] = kind;
        }
        return new string(pattern[..length]);
    }
}
