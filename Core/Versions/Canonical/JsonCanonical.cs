using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Versions.Canonical;

/// <summary>
/// JSON in the canonical form of RFC 8785: members sorted by UTF-16 code units, no space, least escapes, numbers by
/// <see cref="EcmaNumber"/>. Equal values have equal bytes, whatever their text looked like.
/// </summary>
internal static class JsonCanonical
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">A number or text has no canonical form.</exception>
    public static byte[] Bytes(JsonNode? value)
    {
        var text = new StringBuilder(1024);
        Write(text, value);
        try
        {
            return Strict.GetBytes(text.ToString());
        }
        catch (EncoderFallbackException error)
        {
            throw new FormatException("a text holds half of a surrogate pair", error);
        }
    }

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                Members(text, members);
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Write(text, items[i]);
                }
                text.Append(']');
                break;
            default:
                Scalar(text, value.AsValue());
                break;
        }
    }

    private static void Members(StringBuilder text, JsonObject members)
    {
        var sorted = ArrayPool<KeyValuePair<string, JsonNode?>>.Shared.Rent(members.Count);
        var count = 0;
        foreach (var member in members) sorted[count++] = member;
        sorted.AsSpan(0, count).Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        text.Append('{');
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(',');
            Text(text, sorted[i].Key);
            text.Append(':');
            Write(text, sorted[i].Value);
        }
        text.Append('}');
        ArrayPool<KeyValuePair<string, JsonNode?>>.Shared.Return(sorted, clearArray: true);
    }

    private static void Scalar(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                Text(text, value.TryGetValue<string>(out var content) ? content : JsonSerializer.Deserialize<string>(value.ToJsonString())!);
                break;
            case JsonValueKind.Number:
                text.Append(EcmaNumber.Of(value.ToJsonString()));
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void Text(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var c in content)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }
}
