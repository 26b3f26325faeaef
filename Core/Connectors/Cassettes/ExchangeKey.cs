using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>What makes two requests the same: method, URL with its query as an unordered multiset, and body (JSON as JSON, forms as multisets).</summary>
internal static class ExchangeKey
{
    public static string Of(string method, string url, string? body) => $"{method.ToUpperInvariant()} {Place(url)}?{Query(url)}\n{Body(body)}";

    /// <summary>The URL without query and fragment, host in lower case, percent-encoding undone.</summary>
    public static string Place(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var place = end < 0 ? url : url[..end];
        var authority = place.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var path = place.IndexOf('/', authority);
        return path < 0 ? place.ToLowerInvariant() + "/" : place[..path].ToLowerInvariant() + Uri.UnescapeDataString(place[path..]);
    }

    public static string Query(string url)
    {
        var from = url.IndexOf('?', StringComparison.Ordinal);
        if (from < 0)
        {
            return "";
        }

        var to = url.IndexOf('#', from);
        return Pairs(to < 0 ? url[(from + 1)..] : url[(from + 1)..to]);
    }

    /// <summary>The decoded pairs of a query or form in a fixed order.</summary>
    public static string Pairs(string text)
    {
        var pairs = text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            return equals < 0 ? Decode(pair) + "=" : $"{Decode(pair[..equals])}={Decode(pair[(equals + 1)..])}";
        });
        return string.Join('&', pairs.Order(StringComparer.Ordinal));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Body(string? body)
    {
        if (string.IsNullOrEmpty(body))
        {
            return "";
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var text = new StringBuilder();
            Canonical(document.RootElement, text);
            return text.ToString();
        }
        catch (JsonException)
        {
            return body.Contains('=', StringComparison.Ordinal) && !body.AsSpan().ContainsAny('<', '{', '\n') ? Pairs(body) : body;
        }
    }

    private static void Canonical(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonEncodedText.Encode(member.Name)).Append(':');
                    Canonical(member.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Canonical(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append('"').Append(JsonEncodedText.Encode(value.GetString()!)).Append('"');
                break;
            case JsonValueKind.Number when value.TryGetDecimal(out var number):
                // 1, 1.0 and 1e0 are the same number.
                text.Append(number.ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
