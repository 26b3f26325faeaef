using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>JSON in and out of values: numbers without point or exponent are ints of any size, the last of equal keys wins.</summary>
internal static class JsonValues
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    public static Value Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: return ReadObject(ref reader);
            case JsonTokenType.StartArray: return ReadArray(ref reader);
            case JsonTokenType.String: return new StrValue(reader.GetString()!);
            case JsonTokenType.Number: return ReadNumber(ref reader);
            case JsonTokenType.True: return BoolValue.True;
            case JsonTokenType.False: return BoolValue.False;
            default: return NoneValue.Instance;
        }
    }

    /// <summary>The value of a top-level member, or null; nothing but that member is made.</summary>
    public static Value? Find(ReadOnlyMemory<byte> json, string name) =>
        new JsonMember(json.Span).TryFind(name, out var start, out var length) ? JsonMember.Read(json, start, length) : FindSlowly(json, name);

    private static Value? FindSlowly(ReadOnlyMemory<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json.Span, Options);
        Value? found = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var matches = reader.ValueTextEquals(name);
            reader.Read();
            if (!matches) reader.Skip();
            else if (reader.TokenType == JsonTokenType.StartObject) found = Lazy(json, ref reader);
            else found = Read(ref reader);
        }
        return found;
    }

    public static OrderedDictionary<Value, Value> ReadEntries(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        return ReadObject(ref reader).Entries;
    }

    public static void Write(Value value, Utf8JsonWriter writer)
    {
        Stack.Ensure();
        switch (value)
        {
            case NoneValue or UndefinedValue: writer.WriteNullValue(); break;
            case BoolValue flag: writer.WriteBooleanValue(flag.Flag); break;
            case IntValue { Big: null } number: writer.WriteNumberValue(number.Small); break;
            case IntValue big: writer.WriteRawValue(big.Number.ToString()); break;
            case FloatValue number when double.IsFinite(number.Number): writer.WriteRawValue(FloatText.Repr(number.Number)); break;
            case StrValue text: writer.WriteStringValue(text.Text); break;
            case DictValue { IsParsed: false } dict: writer.WriteRawValue(dict.Json.Span, skipInputValidation: true); break;
            case DictValue dict: WriteDict(dict, writer); break;
            case StreamSliceValue slice: WriteDict(slice.All, writer); break;
            case SequenceValue sequence: WriteItems(sequence.Items, writer); break;
            case SetValue set: WriteItems(set.Items, writer); break;
            default: writer.WriteStringValue(value.ToString()); break;
        }
    }

    public static JsonNode? ToNode(Value value)
    {
        if (value is NoneValue or UndefinedValue) return null;
        if (value is StrValue text) return JsonValue.Create(text.Text);
        if (value is BoolValue flag) return JsonValue.Create(flag.Flag);
        if (value is IntValue { Big: null } number) return JsonValue.Create(number.Small);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(value, writer);
        return JsonNode.Parse(buffer.WrittenSpan, documentOptions: new JsonDocumentOptions { MaxDepth = 512 });
    }

    private static DictValue Lazy(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new DictValue(json[start..(int)reader.BytesConsumed]);
    }

    private static DictValue ReadObject(ref Utf8JsonReader reader)
    {
        var dict = new DictValue();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = KeyNames.Of(ref reader);
            reader.Read();
            dict.Entries[key] = Read(ref reader);
        }
        return dict;
    }

    private static ListValue ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
        return new ListValue(items);
    }

    private static Value ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var number)) return IntValue.Of(number);
        var text = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0) return new FloatValue(double.Parse(text));
        return IntValue.Of(text.Length <= 4300 ? BigInteger.Parse(text) : throw Faults.Value("an int of more than 4300 digits"));
    }

    private static void WriteDict(DictValue dict, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in dict.Pairs)
        {
            writer.WritePropertyName(key switch
            {
                BoolValue flag => flag.Flag ? "true" : "false",
                NoneValue => "null",
                _ => key.ToString(),
            });
            Write(item, writer);
        }
        writer.WriteEndObject();
    }

    private static void WriteItems(IEnumerable<Value> items, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(item, writer);
        writer.WriteEndArray();
    }
}
