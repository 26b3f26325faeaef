namespace Supertrack.Core.Connectors.Generation;

/// <summary>Finds the query parameter that gives only what changed since a time.</summary>
internal static class SinceGuess
{
    private static readonly string[] Since =
    [
        "updated_since", "updated_after", "modified_since", "modified_after", "changed_since", "since", "updated_at_min", "min_updated_at", "updated_from", "modified_from",
        "updated_at_gte", "updated_gte", "last_modified_after", "last_updated_after", "last_modified_from", "start_time", "start_date", "from_date", "date_from", "from",
        "created_since", "created_after", "created_at_min", "created_gte", "after_date", "start",
    ];
    private static readonly string[] Until =
    [
        "updated_until", "updated_before", "modified_until", "modified_before", "until", "updated_at_max", "max_updated_at", "updated_to", "modified_to", "updated_at_lte", "updated_lte",
        "last_modified_before", "last_updated_before", "end_time", "end_date", "to_date", "date_to", "to", "created_before", "created_until", "created_at_max", "created_lte", "before",
    ];

    /// <param name="parameters">Names as the API writes them.</param>
    /// <param name="cursors">Candidates for the cursor field, the best first.</param>
    /// <returns>Field, parameter and the upper bound that belongs to it; null where there is no such parameter.</returns>
    public static (string Field, string Parameter, string? Until)? Of(IReadOnlyCollection<string> parameters, IReadOnlyList<string> cursors)
    {
        foreach (var field in cursors)
        {
            var stem = Plain(field);
            var created = stem.Contains("creat", StringComparison.Ordinal);
            var own = parameters.FirstOrDefault(name => Plain(name) is var plain && (plain.Contains(stem, StringComparison.Ordinal) && IsLower(plain[(plain.IndexOf(stem, StringComparison.Ordinal) + stem.Length)..])));
            var known = own ?? Since.Where(name => created || !name.StartsWith("creat", StringComparison.Ordinal))
                .Where(name => !created || !(name.StartsWith("updat", StringComparison.Ordinal) || name.StartsWith("modif", StringComparison.Ordinal)))
                .Select(name => parameters.FirstOrDefault(given => Plain(given) == Plain(name))).FirstOrDefault(name => name is not null);
            if (known is null) continue;
            return (field, known, Counterpart(parameters, known));
        }
        return null;
    }

    private static bool IsLower(string ending) => ending is "since" or "after" or "gte" or "gt" or "min" or "from" or "start";

    private static string? Counterpart(IReadOnlyCollection<string> parameters, string since)
    {
        var plain = Plain(since);
        foreach (var (low, high) in ((string, string)[])[("since", "until"), ("since", "before"), ("after", "before"), ("gte", "lte"), ("min", "max"), ("from", "to"), ("start", "end")])
        {
            if (plain.Contains(low, StringComparison.Ordinal) && parameters.FirstOrDefault(name => Plain(name) == plain.Replace(low, high, StringComparison.Ordinal)) is { } found
                && Until.Concat(["gte", "lte"]).Any(word => Plain(found).Contains(Plain(word), StringComparison.Ordinal)))
                return found;
        }
        return null;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
