using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>
/// Failures that only a comparison with earlier answers shows: a page that repeats, a list that emptied, records in another shape or another place.
/// </summary>
internal sealed class SilentFailures : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (!answer.Succeeded || answer.Json is not { } body) return null;
        var earlier = History.Entries(answer).Where(e => History.Status(e) is null or (>= 200 and < 300)).ToList();
        if (earlier.Count == 0) return null;
        return Repeats(answer, body, earlier) ?? Compare(answer, body, earlier);
    }

    private static Verdict? Repeats(Answer answer, JsonNode body, List<JsonObject> earlier)
    {
        var records = Records.Find(body)?.Items;
        var text = records is { Count: > 0 } ? string.Concat(records.Select(r => r.ToJsonString())) : null;
        foreach (var entry in earlier)
        {
            if (text is null || History.Body(entry) is not { } before || Records.Find(before)?.Items is not { Count: > 0 } old) continue;
            var sameRequest = History.Url(entry) is not { } url || url == answer.Sample.Url;
            if (!sameRequest && string.Concat(old.Select(r => r.ToJsonString())) == text)
            {
                return new(FailureClass.PaginationInvalid, NextAction.ChangePagination, Ranks.Decisive,
                    "the page repeats the records of an earlier page", $"same {records!.Count} records as {Quoted.Short(History.Url(entry) ?? "an earlier page")}");
            }
        }

        return null;
    }

    private static Verdict? Compare(Answer answer, JsonNode body, List<JsonObject> earlier)
    {
        var last = earlier.Select(History.Body).Select(Records.Find).LastOrDefault(r => r is { Items.Count: > 0 });
        var counted = earlier.Any(e => (e["records"] ?? e["count"] ?? e["rows"]) is JsonValue v && v.TryGetValue(out double n) && n > 0);
        if (last is null && !counted) return null;
        var now = Records.Find(body);
        if (now is null) return Drift("the list of records is gone", last is { } l ? "was at " + l.Path : "no list in the answer");
        if (now.Value.Items.Count == 0)
            return new(FailureClass.DataQuality, NextAction.Quarantine, Ranks.Likely, "no records where there were some", $"{answer.Status} with an empty list at {now.Value.Path}");
        if (last is null) return null;
        if (now.Value.Path != last.Value.Path) return Drift($"the records moved from {Named(last.Value.Path)} to {Named(now.Value.Path)}", "envelope " + Named(now.Value.Path));
        return Shapes(Records.Shape(last.Value.Items), Records.Shape(now.Value.Items));
    }

    private static Verdict? Shapes(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        var gone = before.Keys.Where(k => !after.ContainsKey(k)).ToList();
        var come = after.Keys.Where(k => !before.ContainsKey(k)).ToList();
        if (gone.Count > 0) return Drift($"field {gone[0]} is gone" + (come.Count > 0 ? $"; {come[0]} is new" : ""), "gone: " + string.Join(", ", gone.Take(8)));
        var retyped = before.Where(p => p.Value != "Null" && after[p.Key] != "Null" && after[p.Key] != p.Value).ToList();
        if (retyped.Count > 0) return Drift($"field {retyped[0].Key} changed from {retyped[0].Value} to {after[retyped[0].Key]}", "retyped: " + retyped[0].Key);
        var emptied = before.Where(p => p.Value != "Null" && after[p.Key] == "Null").Select(p => p.Key).ToList();
        return emptied.Count > 0
            ? new(FailureClass.DataQuality, NextAction.Quarantine, Ranks.Likely, $"field {emptied[0]} is null in every record", "null: " + string.Join(", ", emptied.Take(8)))
            : null;
    }

    private static Verdict Drift(string cause, string evidence) => new(FailureClass.SchemaDrift, NextAction.MapField, Ranks.Clear, cause, evidence);

    private static string Named(string path) => path.Length == 0 ? "the root" : path;
}
