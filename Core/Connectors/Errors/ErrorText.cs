using System.Text;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Errors;

/// <summary>Finds the message in an error body: the first usual key, deeper where it holds a list or mapping; plain text as it is.</summary>
internal static class ErrorText
{
    private static readonly string[] Keys =
    [
        "message", "messages", "error", "errors", "failures", "failure", "detail", "err", "error_message", "msg", "reason", "status_message",
    ];

    public static string? Of(HttpAnswer answer) => answer.Json is { } json ? Find(json) : Encoding.UTF8.GetString(answer.Body.Span);

    private static string? Find(Value? value)
    {
        switch (value)
        {
            case StrValue text:
                return text.Text;
            case ListValue list:
                return string.Join(", ", list.Items.Select(Find).Where(message => message is not null));
            case DictValue map:
                return Find(Keys.Select(key => map[key]).FirstOrDefault(found => found is { Truthy: true }));
            default:
                return null;
        }
    }
}
