using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Trees;

/// <summary>Writes values as JSON.</summary>
internal static class JsonText
{
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] ToBytes(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact)) Write(writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    public static JsonNode? ToNode(Value value) => JsonNode.Parse(ToBytes(value));

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case DictValue { IsParsed: false } raw when raw.Json.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0:
                writer.WriteRawValue(raw.Json.Span, skipInputValidation: true);
                break;
            case DictValue map:
                writer.WriteStartObject();
                foreach (var (key, item) in map.Pairs)
                {
                    writer.WritePropertyName(key is StrValue text ? text.Text : KeyText(key));
                    Write(writer, item);
                }
                writer.WriteEndObject();
                break;
            case StreamSliceValue slice:
                Write(writer, slice.All);
                break;
            case SequenceValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case StrValue text:
                writer.WriteStringValue(text.Text);
                break;
            case BoolValue flag:
                writer.WriteBooleanValue(flag.Flag);
                break;
            case IntValue { IsSmall: true } number:
                writer.WriteNumberValue(number.Small);
                break;
            case IntValue number:
                writer.WriteRawValue(number.Number.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case FloatValue number when double.IsFinite(number.Number):
                writer.WriteRawValue(FloatJson(number.Number), skipInputValidation: true);
                break;
            case FloatValue or NoneValue:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static string FloatJson(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny("eE.") >= 0 ? text : text + ".0";
    }

    private static string KeyText(Value key) => key switch
    {
        BoolValue flag => flag.Flag ? "true" : "false",
        NoneValue => "null",
        _ => key.ToString(),
    };

    /// <summary>JSON as Python's json.dumps writes it by default: a space after comma and colon, everything beyond ASCII escaped.</summary>
    public static string Python(Value value, bool sortKeys = false, bool spaces = true)
    {
        var text = new StringBuilder();
        Append(text, value, sortKeys, spaces);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Value value, bool sortKeys, bool spaces)
    {
        switch (value)
        {
            case DictValue or StreamSliceValue:
                var entries = Tree.AsMap(value)!.Pairs.Select(pair => (Key: pair.Key is StrValue key ? key.Text : KeyText(pair.Key), pair.Value));
                if (sortKeys) entries = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal);
                AppendMany(text, entries, '{', '}', spaces, entry =>
                {
                    AppendText(text, entry.Key);
                    text.Append(spaces ? ": " : ":");
                    Append(text, entry.Value, sortKeys, spaces);
                });
                break;
            case SequenceValue list:
                AppendMany(text, list.Items, '[', ']', spaces, item => Append(text, item, sortKeys, spaces));
                break;
            case StrValue content:
                AppendText(text, content.Text);
                break;
            case BoolValue flag:
                text.Append(flag.Flag ? "true" : "false");
                break;
            case NoneValue:
                text.Append("null");
                break;
            case IntValue or FloatValue:
                text.Append(value.ToString());
                break;
            default:
                AppendText(text, value.ToString());
                break;
        }
    }

    private static void AppendMany<T>(StringBuilder text, IEnumerable<T> items, char open, char close, bool spaces, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(spaces ? ", " : ",");
            first = false;
            append(item);
        }
        text.Append(close);
    }

    private static void AppendText(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            switch (character)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ' or > '~': text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(character); break;
            }
        }
        text.Append('"');
    }
}
