using System.Text.Json;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Copies JSON with the values of personal fields replaced; everything below such a field is personal.</summary>
internal sealed class PersonalMask(FieldPolicy policy, Pseudonyms pseudonyms)
{
    public void Copy(JsonElement value, Utf8JsonWriter writer) => Copy(value, writer, covered: false);

    /// <summary>A text in a place without a name: replaced where it is, or was known as, personal.</summary>
    public string Text(string text, bool covered) =>
        covered || policy.CoversValue(text) ? pseudonyms.Of(text) : pseudonyms.Known(text) ?? text;

    /// <summary>The pairs of a query or a form.</summary>
    public string Pairs(string pairs) => string.Join('&', pairs.Split('&').Select(Pair));

    /// <summary>A URL: segments of the path that are known to be personal, and the query.</summary>
    public string Url(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        var place = query < 0 ? url : url[..query];
        var path = place.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? place.IndexOf('/', scheme + 3) : -1;
        if (path >= 0)
            place = place[..path] + string.Join('/', place[path..].Split('/').Select(segment => Replaced(segment, covered: false)));
        return query < 0 ? place : $"{place}?{Pairs(url[(query + 1)..])}";
    }

    public string Key(string field, string value) => policy.Covers(field) || policy.CoversValue(value) ? pseudonyms.Of(value) : value;

    private string Pair(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? pair : pair[..(equals + 1)] + Replaced(pair[(equals + 1)..], policy.Covers(Uri.UnescapeDataString(pair[..equals])));
    }

    private string Replaced(string encoded, bool covered)
    {
        if (encoded.Length == 0)
            return encoded;
        var plain = Uri.UnescapeDataString(encoded.Replace('+', ' '));
        var masked = Text(plain, covered);
        return ReferenceEquals(masked, plain) ? encoded : Uri.EscapeDataString(masked);
    }

    private void Copy(JsonElement value, Utf8JsonWriter writer, bool covered)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Copy(member.Value, writer, covered || policy.Covers(member.Name));
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Copy(item, writer, covered);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text(value.GetString()!, covered));
                break;
            case JsonValueKind.Number when covered:
                writer.WriteRawValue(pseudonyms.OfNumber(value.GetRawText()), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
