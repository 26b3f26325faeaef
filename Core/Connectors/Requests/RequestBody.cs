using System.Text;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Bodies and parameter lists from option maps.</summary>
internal static class RequestBody
{
    /// <summary>The body and its content type; null for none, a null type for plain text without one.</summary>
    public static (byte[] Bytes, string? ContentType)? Of(OptionSet options)
    {
        var json = options.Peek(OptionPlace.BodyJson);
        var form = options.Peek(OptionPlace.BodyData);
        var hasJson = json is { Count: > 0 };
        if (hasJson && (form is { Count: > 0 } || options.BodyText is not null))
            throw new ConnectorException(FailureKind.System, "The request has both a JSON body and a form or text body. Keep one of request_body_json and request_body_data.");
        if (hasJson) return (Encoding.UTF8.GetBytes(JsonText.Python(json!)), "application/json");
        if (options.BodyText is { Length: > 0 } text) return (Encoding.UTF8.GetBytes(text), null);
        if (form is { Count: > 0 }) return (Encoding.UTF8.GetBytes(UrlText.Encode(Pairs(form))), "application/x-www-form-urlencoded");
        return null;
    }

    /// <summary>Name and value texts: a list gives one pair an item, None gives none.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(DictValue map)
    {
        foreach (var (key, value) in map.Pairs)
        {
            IEnumerable<Value> items = value is SequenceValue list ? list.Items : [value];
            foreach (var item in items)
                if (!item.IsNone) yield return KeyValuePair.Create(key.ToString(), item.ToString());
        }
    }
}
