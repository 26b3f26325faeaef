using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Values that a refusal lists or gives as an example for what it wants.</summary>
internal static partial class ListedValues
{
    private const int MaxDepth = 6;

    /// <summary>Values in the order they are named, without doubles.</summary>
    public static IReadOnlyList<string> Of(ObservedExchange exchange, Diagnosis diagnosis) =>
        [.. ListPattern().Matches(exchange.Said).SelectMany(match => Items(match.Groups["list"].Value))
            .Concat(diagnosis.Hints.Allowed)
            .Concat(BracketPattern().Matches(exchange.Said).SelectMany(match => Items(match.Groups["list"].Value)))
            .Concat(Members(exchange.Json, 0))
            .Concat(ExamplePattern().Matches(exchange.Said).Select(match => match.Groups[1].Value.TrimEnd('.', ',', ';', ':')))
            .Where(value => value.Length > 0).Distinct()];

    private static IEnumerable<string> Items(string list) =>
        SeparatorPattern().Split(list).Select(item => ItemPattern().Match(item)).TakeWhile(match => match.Success).Select(match => match.Groups[1].Value.TrimEnd('.', ':', ')'));

    // {"allowed": ["a", "b"]}
    private static IEnumerable<string> Members(JsonNode? node, int depth)
    {
        if (depth > MaxDepth) yield break;
        if (node is JsonArray items)
            foreach (var found in items.SelectMany(item => Members(item, depth + 1))) yield return found;
        if (node is not JsonObject holder) yield break;
        foreach (var (name, value) in holder)
            if (value is JsonArray { Count: > 0 } list && MemberPattern().IsMatch(name) && list.All(item => item is JsonValue scalar && scalar.GetValueKind() is JsonValueKind.String or JsonValueKind.Number))
                foreach (var item in list) yield return item!.ToString();
            else
                foreach (var found in Members(value, depth + 1)) yield return found;
    }

    [GeneratedRegex(@"(?:\b(?:allowed|supported|valid|accepted|acceptable|possible|available|permitted|known|expected|living|active|current|choose)\b[^:\n.]{0,40}[:=]|\b(?:must|should|has to|needs to|can) be (?:set to |either |one of:? ?)?|\b(?:one|any) of(?: the following)?:?|\b(?:are|is) (?:allowed|supported|accepted):?)\s*(?<list>[^\n;]{1,300})", RegexOptions.IgnoreCase)]
    private static partial Regex ListPattern();

    // "lang is mandatory (en or sv)"
    [GeneratedRegex(@"\((?<list>[\w\-./]{1,40}(?:\s*(?:,|\||/|\bor\b)\s*[\w\-./]{1,40}){1,15})\)", RegexOptions.IgnoreCase)]
    private static partial Regex BracketPattern();

    [GeneratedRegex(@"\s*,\s*(?:(?:or|and)\s+)?|\s+or\s+|\s+and\s+|\s*\|\s*", RegexOptions.IgnoreCase)]
    private static partial Regex SeparatorPattern();

    [GeneratedRegex(@"^[\s`'""‘“(\[\\]*([\w][\w\-.:/+]*)(?=$|[\s`'""’”)\]\\.!?])")]
    private static partial Regex ItemPattern();

    [GeneratedRegex(@"(?:e\.g\.,?|for example,?|such as|example:?|only|like|set it to|use|send|default(?: is)?:?|currently|latest(?: is)?:?)\s+[`'""]?([\w\-.:/+]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ExamplePattern();

    [GeneratedRegex(@"allow|support|valid|option|choice|enum|accept|permit|expect|possible|available|versions", RegexOptions.IgnoreCase)]
    private static partial Regex MemberPattern();
}
