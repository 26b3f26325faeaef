using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>A value beside the records that can lead to the next page.</summary>
/// <param name="Path">Names from the root.</param>
/// <param name="IsAddress">The value is an address; otherwise it is a token.</param>
/// <param name="InHeader">The value is a header of the answer; the path is its name.</param>
internal sealed record PagingClue(IReadOnlyList<string> Path, string Value, bool IsAddress, bool InHeader = false)
{
    /// <summary>The expression that reads it from an answer; missing or null steps give null.</summary>
    public string Expression
    {
        get
        {
            if (InHeader) return $"headers.get('{Quote(Path[0])}')";
            var text = "response";
            for (var index = 0; index < Path.Count; index++)
                text = index < Path.Count - 1 ? $"({text}.get('{Quote(Path[index])}') or {{}})" : $"{text}.get('{Quote(Path[index])}')";
            return text;
        }
    }

    private static string Quote(string name) => name.Replace("\\", "\\\\").Replace("'", "\\'");
}

/// <summary>Reads an answer for what its paging looks like.</summary>
internal static partial class PagingClues
{
    /// <summary>Addresses and tokens outside of the records, the likeliest first.</summary>
    public static IReadOnlyList<PagingClue> Of(ObservedExchange exchange, IReadOnlyList<string> recordPath)
    {
        var clues = new List<PagingClue>();
        Walk(exchange.Json, [], recordPath.Where(step => step != "*").ToList(), clues);
        foreach (var (name, value) in exchange.Headers)
            if (HeaderPattern().IsMatch(name) && value.Length > 0) clues.Add(new PagingClue([name], value, value.StartsWith("http", StringComparison.OrdinalIgnoreCase), InHeader: true));
        return [.. clues.OrderByDescending(clue => clue.IsAddress).ThenByDescending(clue => NextPattern().IsMatch(clue.Path[^1]) || clue.Path.Any(step => step.Equals("next", StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>True members beside the records that say that more follows.</summary>
    public static IReadOnlyList<PagingClue> More(ObservedExchange exchange) =>
        [.. Flags(exchange.Json, []).Where(path => MorePattern().IsMatch(path[^1])).Select(path => new PagingClue(path, "true", false))];

    /// <summary>Whole numbers beside the records that are called as counting parameters are: <c>"offset": 0</c>, <c>"page": 1</c>.</summary>
    public static IReadOnlyList<(string Name, int Value)> Counters(ObservedExchange exchange, IReadOnlyList<string> recordPath) =>
        [.. Numbers(exchange.Json, [], [.. recordPath.Where(step => step != "*")]).Where(number => CounterPattern().IsMatch(number.Name)).Distinct()];

    private static IEnumerable<(string Name, int Value)> Numbers(JsonNode? node, List<string> path, List<string> records)
    {
        if (node is not JsonObject holder || path.Count > 4 || (records.Count > 0 && path.SequenceEqual(records))) yield break;
        foreach (var (name, value) in holder)
        {
            if (value is JsonValue scalar && int.TryParse(scalar.ToString(), out var number)) yield return (name, number);
            foreach (var found in Numbers(value, [.. path, name], records)) yield return found;
        }
    }

    private static void Walk(JsonNode? node, List<string> path, List<string> records, List<PagingClue> clues)
    {
        if (node is not JsonObject holder || path.Count > 5 || (records.Count > 0 && path.SequenceEqual(records))) return;
        foreach (var (name, value) in holder)
        {
            List<string> here = [.. path, name];
            if (value is JsonValue scalar && scalar.ToString() is { Length: > 0 and < 4096 } text)
            {
                var address = text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || (text[0] == '/' && text.Contains('?', StringComparison.Ordinal));
                if (address && here.Any(step => NextPattern().IsMatch(step) || step.Contains("next", StringComparison.OrdinalIgnoreCase))) clues.Add(new PagingClue(here, text, true));
                else if (!address && here.Any(step => TokenPattern().IsMatch(step)) && !SelfPattern().IsMatch(name) && !MorePattern().IsMatch(name) && text is not ("true" or "false")) clues.Add(new PagingClue(here, text, false));
            }
            else if (value is JsonObject)
            {
                Walk(value, here, records, clues);
            }
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Flags(JsonNode? node, List<string> path)
    {
        if (node is not JsonObject holder || path.Count > 4) yield break;
        foreach (var (name, value) in holder)
        {
            if (value is JsonValue scalar && scalar.TryGetValue<bool>(out _)) yield return [.. path, name];
            foreach (var found in Flags(value, [.. path, name])) yield return found;
        }
    }

    [GeneratedRegex(@"^(?!.*(?:prev|csrf|xsrf|total|limit|remaining)).*(?:next|cursor|continuation|page-?token|marker|bookmark)", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"^(?:(?:current_?|page_?)?(?:page|offset|skip)(?:_?(?:number|no|index))?|p|start|start_?at|start_?index|from|first)$", RegexOptions.IgnoreCase)]
    private static partial Regex CounterPattern();

    [GeneratedRegex(@"next", RegexOptions.IgnoreCase)]
    private static partial Regex NextPattern();

    [GeneratedRegex(@"cursor|next|token|continuation|marker|after|bookmark|offset|scroll", RegexOptions.IgnoreCase)]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"prev|before|self|first|last|total|count|limit|size|start_?cursor", RegexOptions.IgnoreCase)]
    private static partial Regex SelfPattern();

    [GeneratedRegex(@"^(has_?(more|next)(_?page)?|more|is_?truncated|truncated|more_?results|has_more_items)$", RegexOptions.IgnoreCase)]
    private static partial Regex MorePattern();
}
