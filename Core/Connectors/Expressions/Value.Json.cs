using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

public abstract partial class Value
{
    /// <summary>The value of a JSON node; null is None.</summary>
    public static Value From(JsonNode? node) => node switch
    {
        null => NoneValue.Instance,
        JsonObject members => new DictValue(members.Select(member => KeyValuePair.Create(member.Key, From(member.Value)))),
        JsonArray items => new ListValue(items.Select(From)),
        JsonValue scalar when scalar.TryGetValue(out string? text) => new StrValue(text),
        JsonValue scalar when scalar.TryGetValue(out bool flag) => BoolValue.Of(flag),
        _ => Parse(System.Text.Encoding.UTF8.GetBytes(node.ToJsonString())),
    };

    public static Value From(JsonElement element)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) element.WriteTo(writer);
        return Parse(buffer.WrittenMemory);
    }

    public static Value From(string text) => new StrValue(text);

    public static Value From(long number) => IntValue.Of(number);

    public static Value From(bool flag) => BoolValue.Of(flag);

    /// <summary>Reads the JSON value the reader stands on and leaves it on the value's last token.</summary>
    public static Value Read(ref Utf8JsonReader reader) => JsonValues.Read(ref reader);

    /// <summary>One JSON value. The bytes of an object are kept and read only where an expression asks, so they must be valid JSON and not change
    /// while the value is in use.</summary>
    public static Value Parse(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, JsonValues.Options);
        reader.Read();
        return reader.TokenType == JsonTokenType.StartObject ? new DictValue(json) : JsonValues.Read(ref reader);
    }

    public static Value Parse(string json) => Parse(System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>The value as JSON: tuples and sets as arrays, what JSON has no form for as its text.</summary>
    public JsonNode? ToJsonNode() => JsonValues.ToNode(this);

    public void WriteTo(Utf8JsonWriter writer) => JsonValues.Write(this, writer);
}
