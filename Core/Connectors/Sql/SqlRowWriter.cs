using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>Writes the current row of a reader as one JSON object.</summary>
internal static class SqlRowWriter
{
    public static void Write(Utf8JsonWriter json, DbDataReader row, IReadOnlyList<SqlColumn> columns)
    {
        json.WriteStartObject();
        for (var index = 0; index < columns.Count; index++)
        {
            json.WritePropertyName(columns[index].Name);
            if (row.IsDBNull(index)) json.WriteNullValue();
            else WriteValue(json, row.GetValue(index), columns[index].Kind);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value, SqlValueKind kind)
    {
        switch (value)
        {
            case string text when kind == SqlValueKind.Json: json.WriteRawValue(text); break;
            case string text when kind == SqlValueKind.Decimal && IsJsonNumber(text): json.WriteRawValue(text); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case long number: json.WriteNumberValue(number); break;
            case int number: json.WriteNumberValue(number); break;
            case short number: json.WriteNumberValue(number); break;
            case sbyte number: json.WriteNumberValue(number); break;
            case byte number: json.WriteNumberValue(number); break;
            case ushort number: json.WriteNumberValue(number); break;
            case uint number: json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case double number: WriteFloat(json, number); break;
            case float number: WriteFloat(json, number); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    // A double keeps its point (1.0, not 1), so that a column of numbers does not look like integers by accident of its rows.
    private static void WriteFloat(Utf8JsonWriter json, double number)
    {
        if (!double.IsFinite(number))
        {
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
            return;
        }
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    private static bool IsJsonNumber(string text) => text.Length > 0 && (char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] == '-'));
}
