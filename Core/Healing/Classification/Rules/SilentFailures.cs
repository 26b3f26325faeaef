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
        if (CursorStands.Find(answer, body) is { } standing) return standing;
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
        var (before, after) = (Columns.Of(last.Value.Items), Columns.Of(now.Value.Items));
        return Shapes(before.ToDictionary(c => c.Key, c => Columns.Kind(c.Value)), after.ToDictionary(c => c.Key, c => Columns.Kind(c.Value)))
            ?? Written(before, after, SameRecords(last.Value.Items, now.Value.Items))
            ?? (Plausibility.Judge(before, after, answer.Now) is { } reason
                ? new(FailureClass.DataQuality, NextAction.Quarantine, Ranks.Likely, reason, "values: " + reason)
                : null);
    }

    /// <summary>The same kind of value, written in another form or, in records that were there before, in another unit.</summary>
    private static Verdict? Written(Dictionary<string, List<JsonNode?>> before, Dictionary<string, List<JsonNode?>> after, bool same)
    {
        foreach (var (path, values) in after)
        {
            if (!before.TryGetValue(path, out var old)) continue;
            var (texts, olds) = (Columns.Texts(values), Columns.Texts(old));
            if (Formats.Shared(olds) is { } was && Formats.Shared(texts) is { } form && was != form && Columns.Kind(old) == "String") return Drift($"field {path} changed from {was} to {form}", "rewritten: " + path);
            if (texts.Count > 0 && !texts.TrueForAll(olds.Contains) && texts.TrueForAll(t => olds.Contains(t, StringComparer.OrdinalIgnoreCase))) return Drift($"field {path} is written in other letters", "rewritten: " + path);
            var (numbers, oldNumbers) = (Columns.Numbers(values), Columns.Numbers(old));
            if (same && Factor(oldNumbers, numbers) is { } factor)
                return Drift($"field {path} is {factor} times what it was in the same records", "unit: " + path);
        }

        return null;
    }

    private static double? Factor(List<double> before, List<double> after)
    {
        if (before.Count != after.Count || before.Count == 0 || before.Contains(0)) return null;
        var factors = after.Zip(before, (a, b) => Math.Round(a / b, 6)).Distinct().ToList();
        return factors is [10 or 100 or 1_000 or 1_000_000 or 0.1 or 0.01 or 0.001 or 0.000001] ? factors[0] : null;
    }

    private static bool SameRecords(IReadOnlyList<JsonObject> before, IReadOnlyList<JsonObject> after) =>
        before.Count == after.Count && before.Zip(after, (b, a) => b["id"] is { } id && JsonNode.DeepEquals(id, a["id"])).All(s => s);

    private static Verdict? Shapes(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        var gone = before.Where(p => !after.ContainsKey(p.Key) && !Hollow(after, p.Key) && !(p.Value is "Null" or "Array" or "Object" && Filled(after, p.Key))).Select(p => p.Key).ToList();
        var come = after.Keys.Where(k => !before.ContainsKey(k)).ToList();
        if (gone.Count > 0) return Drift($"field {gone[0]} is gone" + (come.Count > 0 ? $"; {come[0]} is new" : ""), "gone: " + string.Join(", ", gone.Take(8)));
        var retyped = before.Where(p => p.Value is not ("Null" or "Array") && after.TryGetValue(p.Key, out var kind) && kind is not ("Null" or "Array") && kind != p.Value).ToList();
        if (retyped.Count > 0) return Drift($"field {retyped[0].Key} changed from {retyped[0].Value} to {after[retyped[0].Key]}", "retyped: " + retyped[0].Key);
        var emptied = before.Where(p => p.Value != "Null" && (after.TryGetValue(p.Key, out var kind) ? kind : Parents(p.Key).Select(after.GetValueOrDefault).FirstOrDefault(k => k is not null)) == "Null").Select(p => p.Key).ToList();
        return emptied.Count > 0
            ? new(FailureClass.DataQuality, NextAction.Quarantine, Ranks.Likely, $"field {emptied[0]} is null in every record", "null: " + string.Join(", ", emptied.Take(8)))
            : null;
    }

    /// <summary>The object or list that held a path is there, without content in these records.</summary>
    private static bool Hollow(Dictionary<string, string> after, string path) => Parents(path).Any(p => after.TryGetValue(p, out var kind) && kind is "Null" or "Array" or "Object");

    private static bool Filled(Dictionary<string, string> after, string path) =>
        after.Keys.Any(k => k.Length > path.Length && k.StartsWith(path, StringComparison.Ordinal) && k[path.Length] is '.' or '[');

    private static IEnumerable<string> Parents(string path)
    {
        for (var i = path.Length - 1; i > 0; i--)
        {
            if (path[i] is '.' or '[') yield return path[..i];
        }
    }

    private static Verdict Drift(string cause, string evidence) => new(FailureClass.SchemaDrift, NextAction.MapField, Ranks.Clear, cause, evidence);

    private static string Named(string path) => path.Length == 0 ? "the root" : path;
}
