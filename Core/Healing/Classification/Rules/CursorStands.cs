using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>An answer whose next cursor is the one it was asked with: reading on would read the same page for ever.</summary>
internal static partial class CursorStands
{
    private const int MaxDepth = 4;

    public static Verdict? Find(Answer answer, JsonNode body)
    {
        var query = answer.Sample.Url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? answer.Sample.Url[(mark + 1)..] : "";
        foreach (var pair in query.Split('&').Select(p => p.Split('=', 2)).Where(p => p.Length == 2 && p[1].Length > 1 && CursorName().IsMatch(Uri.UnescapeDataString(p[0]))))
        {
            var asked = Uri.UnescapeDataString(pair[1].Replace('+', ' '));
            if (Holds(body, "", asked, 0) is { } place)
            {
                return new(FailureClass.PaginationInvalid, NextAction.ChangePagination, Ranks.Decisive,
                    $"the next cursor {Quoted.Short(asked)} is the one that was asked with", $"{place} repeats {pair[0]}");
            }
        }

        return null;
    }

    private static string? Holds(JsonNode? node, string path, string asked, int depth) => node switch
    {
        JsonObject map when depth < MaxDepth => map.Select(m => Holds(m.Value, path + "." + m.Key, asked, depth + 1)).FirstOrDefault(p => p is not null),
        JsonValue value when Next().IsMatch(path) && value.TryGetValue(out string? text) && text == asked => path[1..],
        _ => null,
    };

    [GeneratedRegex("cursor|token|after$|scroll|bookmark|continuation|marker", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex CursorName();

    [GeneratedRegex("next", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Next();
}
