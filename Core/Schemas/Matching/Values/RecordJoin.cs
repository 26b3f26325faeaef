using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>Pairs of rows, old and new, that are the same entity.</summary>
/// <param name="Key">What they met on, for the evidence.</param>
internal sealed record RecordJoin(IReadOnlyList<(int Old, int New)> Rows, string Key)
{
    /// <summary>Different values of columns beside the key that agree in the rows that met.</summary>
    private int Support { get; init; }

    private const int MaxRows = 1000;
    private const int MaxTries = 6;

    /// <summary>
    /// The join on the given key, or, where its values are not found again, on another column that identifies records. Of several columns whose values meet,
    /// that one wins under which most other columns agree. Null where the sides do not meet.
    /// </summary>
    /// <param name="likely">How likely an old path is at a new path, by their schemas.</param>
    public static RecordJoin? Find(RecordColumns old, RecordColumns now, IReadOnlyList<string>? key, Func<string, string, double> likely)
    {
        if (key is { Count: > 0 } && OnGiven(old, now, key, likely) is { } given) return given;
        RecordJoin? best = null;
        foreach (var (path, column) in old.Columns.Where(c => IsIdentifying(c.Value)).OrderByDescending(c => IdLike(c.Key)).ThenBy(c => c.Key.Length).Take(MaxTries))
        {
            if (OnColumns(old, now, [path], [column], likely) is not { } found) continue;
            // Numbers that only count rows meet in any two tables: the rows are the same only if something else says so too.
            if (found.Support == 0 && IsSerial(column)) continue;
            if (best is null || found.Support > best.Support) best = found;
        }
        return best;
    }

    private static RecordJoin? OnGiven(RecordColumns old, RecordColumns now, IReadOnlyList<string> key, Func<string, string, double> likely)
    {
        var columns = new List<JsonNode?[]>();
        foreach (var path in key)
        {
            if (!old.Columns.TryGetValue(path, out var column)) return null;
            columns.Add(column);
        }
        return OnColumns(old, now, key, columns, likely);
    }

    private static RecordJoin? OnColumns(RecordColumns old, RecordColumns now, IReadOnlyList<string> paths, List<JsonNode?[]> columns, Func<string, string, double> likely)
    {
        var partners = paths.Select((path, i) => Partners(path, columns[i], now, likely)).ToList();
        if (partners.Any(p => p.Count == 0)) return null;
        RecordJoin? best = null;
        var most = 0;
        // All candidates for a single key; for a composite key the best for each part.
        foreach (var candidate in paths.Count == 1 ? partners[0].Select(p => new[] { p }) : [partners.Select(p => p[0]).ToArray()])
        {
            var rows = Meet(columns, [.. candidate.Select(c => now.Columns[c.Path])], [.. candidate.Select(c => c.Prefix)]);
            if (rows.Count < Math.Min(2, old.Columns.First().Value.Length)) continue;
            var agreeing = Agreeing(old, now, rows, paths, [.. candidate.Select(c => c.Path)]);
            if (best is not null && agreeing <= most) continue;
            most = agreeing;
            best = new RecordJoin(rows, string.Join("+", paths) + " = " + string.Join("+", candidate.Select(c => c.Path))) { Support = agreeing };
        }
        return best;
    }

    /// <summary>New columns that hold the key's values, some with a prefix before them; the most likely first.</summary>
    private static List<(string Path, string Prefix)> Partners(string path, JsonNode?[] column, RecordColumns now, Func<string, string, double> likely)
    {
        var wanted = column.Select(Scalar.Text).Where(t => t is not null).Select(t => t!).ToHashSet();
        if (wanted.Count == 0) return [];
        var found = new List<(string Path, string Prefix, double Rank)>();
        foreach (var (candidate, values) in now.Columns)
        {
            var texts = values.Select(Scalar.Text).Where(t => t is not null).Select(t => t!).ToList();
            if (texts.Count == 0) continue;
            foreach (var prefix in Prefixes(texts).Prepend("").Distinct())
            {
                var seen = texts.Select(t => t[prefix.Length..]).Where(wanted.Contains).Distinct().Count();
                var share = seen / (double)Math.Min(wanted.Count, texts.Count);
                if (seen >= 2 ? share >= 0.25 : share >= 0.9) found.Add((candidate, prefix, share + likely(path, candidate)));
            }
        }
        return [.. found.OrderByDescending(f => f.Rank).Take(MaxTries).Select(f => (f.Path, f.Prefix))];
    }

    private static IEnumerable<string> Prefixes(List<string> texts)
    {
        var common = texts[0];
        foreach (var text in texts)
        {
            var length = 0;
            while (length < common.Length && length < text.Length && common[length] == text[length]) length++;
            common = common[..length];
        }
        // The digits that all ids share belong to the ids.
        for (var end = common.Length; end > 0; end--)
            if (!char.IsLetterOrDigit(common[end - 1]) || end == common.TrimEnd("0123456789".ToCharArray()).Length) yield return common[..end];
    }

    private static List<(int Old, int New)> Meet(List<JsonNode?[]> old, List<JsonNode?[]> now, List<string> prefixes)
    {
        var byKey = new Dictionary<string, int>();
        var repeated = new HashSet<string>();
        for (var row = 0; row < now[0].Length; row++)
            if (KeyOf(now, row, prefixes) is { } key && !byKey.TryAdd(key, row)) repeated.Add(key);
        var rows = new List<(int, int)>();
        var used = new HashSet<int>();
        for (var row = 0; row < old[0].Length && rows.Count < MaxRows; row++)
            if (KeyOf(old, row, null) is { } key && !repeated.Contains(key) && byKey.TryGetValue(key, out var other) && used.Add(other)) rows.Add((row, other));
        return rows;
    }

    private static string? KeyOf(List<JsonNode?[]> columns, int row, List<string>? prefixes)
    {
        var parts = new string[columns.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Scalar.Text(columns[i][row]) is not { } text) return null;
            var prefix = prefixes?[i] ?? "";
            if (!text.StartsWith(prefix, StringComparison.Ordinal)) return null;
            parts[i] = text[prefix.Length..];
        }
        return string.Join('\u0001', parts);
    }

    private static int Agreeing(RecordColumns old, RecordColumns now, List<(int Old, int New)> rows, IReadOnlyList<string> key, IReadOnlyList<string> partners)
    {
        var sample = rows.Take(50).ToList();
        var agreeing = 0;
        foreach (var (path, column) in old.Columns)
        {
            if (key.Contains(path)) continue;
            var texts = sample.Select(r => Scalar.Text(column[r.Old])).ToList();
            var distinct = texts.Where(t => t is not null).Distinct().Count();
            if (distinct < 2) continue;
            if (now.Columns.Any(c => !partners.Contains(c.Key) && sample.Zip(texts).Count(p => Scalar.Text(c.Value[p.First.New]) != p.Second) <= sample.Count / 20)) agreeing += distinct;
        }
        return agreeing;
    }

    private static bool IsSerial(JsonNode?[] column)
    {
        var numbers = column.Select(Scalar.Number).ToList();
        return numbers.TrueForAll(n => n is not null && n == decimal.Truncate(n.Value)) && numbers.Max() - numbers.Min() <= 20m * numbers.Count;
    }

    private static bool IsIdentifying(JsonNode?[] column)
    {
        var texts = column.Select(Scalar.Text).ToList();
        return texts.TrueForAll(t => t is { Length: > 0 }) && texts.Distinct().Count() == texts.Count;
    }

    private static int IdLike(string path) => Words.Of(path) is [.., "id" or "uuid" or "guid" or "key" or "code" or "slug" or "number" or "no" or "email" or "sku"] ? 1 : 0;
}
