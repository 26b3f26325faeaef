using System.Globalization;
using System.Text;
using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Schemas.Matching;
using Supertrack.Core.Schemas.Tables;

namespace Supertrack.Core.Schemas.Keys;

/// <summary>What key discovery needs of a column: its type, how many distinct values, whether some are missing, and a sketch of them.</summary>
internal sealed class TableColumn
{
    /// <param name="exact">Whether all distinct values are held, however many.</param>
    public TableColumn(CsvTable table, int index, bool exact = false)
    {
        Sketch = new ValueSketch(exact ? int.MaxValue / 2 : ValueSketch.DefaultCapacity);
        Table = table.Name;
        Name = table.Columns[index];
        Index = index;
        Rows = table.Rows;
        Words = [.. Schemas.Words.Of(Name).Where(w => !w.All(char.IsAsciiDigit)).Select(Vocabulary.Normal)];
        long length = 0, whole = 0, real = 0, dates = 0;
        foreach (var value in table.Values[index])
        {
            if (string.IsNullOrEmpty(value) || value is "NULL" or "null" or "\\N")
            {
                Nulls++;
                continue;
            }
            length += value.Length;
            Sketch.Add(HashOf(value));
            if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) (whole, Min, Max) = (whole + 1, Math.Min(Min, number), Math.Max(Max, number));
            else if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) real++;
            else if (value.Length is >= 8 and <= 30 && char.IsAsciiDigit(value[0]) && DateTime.TryParse(value, CultureInfo.InvariantCulture, out _)) dates++;
        }
        var filled = Rows - Nulls;
        MeanLength = filled == 0 ? 0 : length / (double)filled;
        Kind = filled == 0 ? ColumnKind.Empty : whole == filled ? ColumnKind.Integer : whole + real == filled ? ColumnKind.Real : dates > 0.9 * filled ? ColumnKind.Time : ColumnKind.Text;
    }

    public string Table { get; }

    public string Name { get; }

    public int Index { get; }

    public int Rows { get; }

    public int Nulls { get; }

    /// <summary>Normal words of the name, without numbers.</summary>
    public IReadOnlyList<string> Words { get; }

    public ValueSketch Sketch { get; }

    public ColumnKind Kind { get; }

    public double MeanLength { get; }

    public long Min { get; } = long.MaxValue;

    public long Max { get; } = long.MinValue;

    /// <summary>Every row has a value and no two the same (within the sketch's error for very large tables).</summary>
    public bool IsUnique => Rows > 0 && Nulls == 0 && (Sketch.IsExact ? Sketch.Distinct == Rows : Sketch.Distinct > 0.99 * Rows);

    /// <summary>Whole numbers that fill most of their range: any other small numbers are contained in them by chance.</summary>
    public bool IsDense => Kind == ColumnKind.Integer && Sketch.Distinct > 0.5 * (Max - (double)Min + 1);

    /// <summary>1 is 1.0 and 01 is 1 only where a number was meant; texts are compared as they are.</summary>
    public static ulong HashOf(string value) =>
        ByteHash.Of(Encoding.UTF8.GetBytes(value.EndsWith(".0", StringComparison.Ordinal) && value.Length < 20 ? value[..^2] : value));
}

internal enum ColumnKind
{
    Empty,
    Integer,
    Real,
    Time,
    Text,
}
