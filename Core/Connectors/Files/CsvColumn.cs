using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Supertrack.Core.Connectors.Files;

/// <summary>What the sampled values of a CSV column look like.</summary>
internal enum CsvType
{
    Unknown,
    Integer,
    Number,
    Boolean,
    Text,
}

/// <summary>One column of a CSV stream. A value that does not fit the type crosses as text, so a wrong guess loses nothing.</summary>
internal sealed record CsvColumn(string Name, CsvType Type)
{
    /// <summary>The type that holds values of both.</summary>
    public static CsvType Join(CsvType first, CsvType second) => (first, second) switch
    {
        (CsvType.Unknown, _) => second,
        (_, CsvType.Unknown) => first,
        _ when first == second => first,
        (CsvType.Integer or CsvType.Number, CsvType.Integer or CsvType.Number) => CsvType.Number,
        _ => CsvType.Text,
    };

    /// <summary>The type of one value. Digits with a leading zero or a plus are codes, not numbers.</summary>
    public static CsvType TypeOf(ReadOnlySpan<char> value)
    {
        if (value is "true" or "false" or "True" or "False" or "TRUE" or "FALSE") return CsvType.Boolean;
        var digits = value.StartsWith("-") ? value[1..] : value;
        if (digits.Length is 0 or > 17 || !char.IsAsciiDigit(digits[0]) || (digits.Length > 1 && digits[0] == '0' && digits[1] != '.')) return CsvType.Text;
        if (digits.IndexOfAnyExcept(Digits) < 0) return CsvType.Integer;
        return char.IsAsciiDigit(digits[^1]) && digits.IndexOfAnyExcept(NumberCharacters) < 0 && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? CsvType.Number
            : CsvType.Text;
    }

    public void Write(Utf8JsonWriter json, ReadOnlySpan<char> value)
    {
        json.WritePropertyName(Name);
        var own = Type is CsvType.Text or CsvType.Unknown ? CsvType.Text : TypeOf(value);
        if (own == CsvType.Boolean && Type == CsvType.Boolean) json.WriteBooleanValue(value[0] is 't' or 'T');
        else if (own is CsvType.Integer or CsvType.Number && Join(own, Type) == Type) json.WriteRawValue(value);
        else json.WriteStringValue(value);
    }

    public string JsonType => Type switch { CsvType.Integer => "integer", CsvType.Number => "number", CsvType.Boolean => "boolean", _ => "string" };

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.eE+-");
}
