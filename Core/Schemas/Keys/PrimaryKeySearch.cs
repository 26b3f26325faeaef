using Supertrack.Core.Schemas.Tables;

namespace Supertrack.Core.Schemas.Keys;

/// <summary>Chooses among the unique columns, and the smallest unique sets of columns, the one that people would have declared.</summary>
internal static class PrimaryKeySearch
{
    private const int MaxParts = 4;
    private const int MaxCandidates = 12;

    public static PrimaryKey? Find(CsvTable table, IReadOnlyList<TableColumn> columns, IReadOnlyList<string> tables)
    {
        if (table.Rows == 0) return null;
        if (Junction(columns, tables) is { } joined) return new PrimaryKey(table.Name, joined, 0.9);
        var single = columns.Where(c => c.IsUnique).Select(c => (Column: c, Score: Single(c, tables))).OrderByDescending(c => c.Score).ThenBy(c => c.Column.Index).FirstOrDefault();
        if (single.Column is not null && single.Score >= 0.5) return new PrimaryKey(table.Name, [single.Column.Name], Math.Min(0.99, single.Score));
        var several = Composite(table, columns, tables);
        if (several is { } set && (single.Column is null || set.Score > single.Score))
            return new PrimaryKey(table.Name, [.. set.Columns.OrderBy(c => c.Index).Select(c => c.Name)], Math.Min(0.95, set.Score));
        return single.Column is null ? null : new PrimaryKey(table.Name, [single.Column.Name], Math.Max(0.1, single.Score));
    }

    /// <summary>
    /// The two references of a table that is named after what it joins and has no key of its own. In few rows one of them may be unique by luck; both
    /// together are what was declared.
    /// </summary>
    private static IReadOnlyList<string>? Junction(IReadOnlyList<TableColumn> columns, IReadOnlyList<string> tables)
    {
        if (!columns.Any(c => c.IsUnique) || columns.Any(c => c.IsUnique && KeyNames.OfTable(c.Name, c.Table) >= 0.95 && !KeyNames.NamesOther(c, tables))) return null;
        var references = columns.Where(c => c.Nulls == 0).SelectMany(c => tables.Where(t => t != c.Table && KeyNames.IsIdLike(c.Name) && KeyNames.Towards(c.Name, t) >= 1).Select(t => (Column: c, Table: t))).ToList();
        foreach (var (one, other) in references.SelectMany(a => references.Select(b => (a, b))))
        {
            if (one.Column.Index < other.Column.Index && (one.Column.IsUnique || other.Column.IsUnique) && KeyNames.Joins(one.Column.Table, one.Table, other.Table)) return [one.Column.Name, other.Column.Name];
        }
        return null;
    }

    /// <summary>How much a unique column looks like the key of its table.</summary>
    private static double Single(TableColumn column, IReadOnlyList<string> tables)
    {
        var own = KeyNames.OfTable(column.Name, column.Table);
        var score = own > 0 ? 0.6 + (0.35 * own) : KeyNames.IsIdLike(column.Name) ? (KeyNames.NamesOther(column, tables) ? 0.45 : 0.62) : 0.2;
        if (column.Index == 0) score += 0.2;
        else score -= 0.01 * Math.Min(10, column.Index);
        return score + column.Kind switch
        {
            ColumnKind.Real => -0.4,
            ColumnKind.Time => -0.25,
            ColumnKind.Text when column.MeanLength > 40 => -0.4,
            ColumnKind.Text when column.MeanLength > 12 && own == 0 && !KeyNames.IsIdLike(column.Name) => -0.1,
            ColumnKind.Integer when column.IsDense && column.Rows > 5 => 0.1,
            _ => 0,
        };
    }

    private static (IReadOnlyList<TableColumn> Columns, double Score)? Composite(CsvTable table, IReadOnlyList<TableColumn> columns, IReadOnlyList<string> tables)
    {
        var parts = columns.Where(c => c.Nulls == 0 && c.Sketch.Distinct > 1 && c.Kind is not ColumnKind.Real && c.MeanLength <= 60)
            .Select(c => (Column: c, Score: Part(c, tables))).OrderByDescending(c => c.Score).ThenBy(c => c.Column.Index).Take(MaxCandidates).ToList();
        (IReadOnlyList<TableColumn>, double)? best = null;
        for (var size = 2; size <= MaxParts && size <= parts.Count; size++)
        {
            foreach (var set in Subsets(parts.Count, size))
            {
                var score = set.Average(i => parts[i].Score) - (0.06 * (size - 2));
                if (best is { } known && known.Item2 >= score) continue;
                if (set.Any(i => parts[i].Column.IsUnique) || set.Aggregate(1.0, (p, i) => p * parts[i].Column.Sketch.Distinct) < table.Rows) continue;
                if (IsUnique(table, [.. set.Select(i => parts[i].Column.Index)])) best = ([.. set.Select(i => parts[i].Column)], score);
            }
        }
        return best;
    }

    private static double Part(TableColumn column, IReadOnlyList<string> tables)
    {
        var score = KeyNames.NamesOther(column, tables) ? 0.8 : KeyNames.IsIdLike(column.Name) ? 0.7 : KeyNames.IsOrdinal(column.Name) ? 0.55 : column.Kind == ColumnKind.Time ? 0.45 : 0.3;
        return score + (0.15 / (1 + column.Index));
    }

    private static bool IsUnique(CsvTable table, IReadOnlyList<int> columns)
    {
        var seen = new HashSet<string>();
        for (var row = 0; row < table.Rows; row++)
            if (!seen.Add(string.Join('\u0001', columns.Select(c => table.Values[c][row])))) return false;
        return true;
    }

    private static IEnumerable<int[]> Subsets(int count, int size)
    {
        var set = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            yield return set;
            var at = size - 1;
            while (at >= 0 && set[at] == count - size + at) at--;
            if (at < 0) yield break;
            set = [.. set];
            set[at]++;
            for (var i = at + 1; i < size; i++) set[i] = set[i - 1] + 1;
        }
    }
}
