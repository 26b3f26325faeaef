using System.Globalization;

namespace Supertrack.Core.Storage;

/// <summary>Values of a query, brought into the one form that the databases compare with.</summary>
public static class RecordValues
{
    /// <exception cref="RecordQueryException">The text is no value of that type.</exception>
    public static string Normalise(StoredColumn column, string text)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(text);
        var culture = CultureInfo.InvariantCulture;
        return column.Type switch
        {
            ColumnType.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole) => whole.ToString(culture),
            ColumnType.Number when double.TryParse(text, NumberStyles.Float, culture, out var number) && double.IsFinite(number) => number.ToString("R", culture),
            ColumnType.Boolean when text is "true" or "false" => text,
            ColumnType.Timestamp when DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var time) =>
                time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", culture),
            ColumnType.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out _) => text,
            ColumnType.Text when !text.Contains('\0', StringComparison.Ordinal) => text,
            ColumnType.Json => throw new RecordQueryException($"'{column.Property}' holds JSON, which cannot be compared or sorted by; null=true and null=false can be asked."),
            _ => throw new RecordQueryException($"'{text}' is no value of '{column.Property}', which holds {Description(column.Type)}."),
        };
    }

    private static string Description(ColumnType type) => type switch
    {
        ColumnType.Integer => "integers of 64 bits",
        ColumnType.Number => "numbers",
        ColumnType.Boolean => "true or false",
        ColumnType.Timestamp => "times such as 2025-01-31T12:00:00Z",
        ColumnType.Date => "dates such as 2025-01-31",
        _ => "text without the character U+0000",
    };
}
