using Supertrack.Core.Schemas.Tables;

namespace Supertrack.Core.Schemas.Keys;

/// <summary>
/// Finds references: a column whose values are all (nearly) among a key's. Inclusion alone proves little for small numbers that are in every
/// key from 1 to n, so names must point the same way unless the values are too peculiar to be contained by chance.
/// </summary>
internal static class ForeignKeySearch
{
    private const double MinInclusion = 0.95;
    private const double Threshold = 0.5;

    public static IReadOnlyList<ForeignKey> Find(IReadOnlyList<CsvTable> tables, IReadOnlyList<IReadOnlyList<TableColumn>> columns, IReadOnlyList<PrimaryKey> keys)
    {
        var singles = keys.Where(k => k.Columns.Count == 1).ToDictionary(k => k.Table, k => k.Columns[0]);
        var targets = columns.SelectMany(t => t).Where(c => c.IsUnique && c.Kind is not (ColumnKind.Real or ColumnKind.Time)).ToList();
        var found = new List<ForeignKey>();
        foreach (var child in columns.SelectMany(t => t))
        {
            if (child.Kind is ColumnKind.Empty or ColumnKind.Real or ColumnKind.Time) continue;
            var best = targets.Select(p => Judge(child, p, singles)).Where(k => k is not null).MaxBy(k => k!.Confidence);
            if (best is { Confidence: >= Threshold }) found.Add(best);
        }
        found.AddRange(Composite(tables, keys, found));
        return [.. WithoutCycles(found, singles)];
    }

    private static ForeignKey? Judge(TableColumn child, TableColumn parent, Dictionary<string, string> keys)
    {
        if (child.Table == parent.Table && child.Index == parent.Index) return null;
        if ((child.Kind == ColumnKind.Integer) != (parent.Kind == ColumnKind.Integer) && child.Kind != ColumnKind.Text && parent.Kind != ColumnKind.Text) return null;
        var isKey = keys.GetValueOrDefault(parent.Table) == parent.Name;
        if (!isKey && !(KeyNames.IsIdLike(parent.Name) && KeyNames.IsIdLike(child.Name))) return null;
        var name = Name(child, parent, isKey);
        if ((name <= 0 && parent.IsDense) || (KeyNames.IsQuantity(child.Name) && !KeyNames.IsIdLike(child.Name))) return null;
        if (child.Sketch.Distinct > parent.Sketch.Distinct * 1.2) return null;
        var inclusion = child.Sketch.ContainedIn(parent.Sketch);
        if (inclusion < MinInclusion) return null;
        var confidence = Confidence(child, parent, name, isKey, inclusion, keys);
        return new ForeignKey(child.Table, [child.Name], parent.Table, [parent.Name], Math.Clamp(confidence, 0, 0.99), inclusion)
        {
            OneToOne = child.IsUnique,
            Coverage = Math.Min(1, child.Sketch.Distinct * inclusion / Math.Max(1, parent.Sketch.Distinct)),
        };
    }

    private static double Confidence(TableColumn child, TableColumn parent, double name, bool isKey, double inclusion, Dictionary<string, string> keys)
    {
        var score = (0.62 * name) + (isKey ? 0.2 : -0.05) + (0.15 * ((inclusion - MinInclusion) / (1 - MinInclusion)));
        var coverage = Math.Min(1, child.Sketch.Distinct / Math.Max(1, parent.Sketch.Distinct));
        score += 0.1 * coverage;
        if (!parent.IsDense && child.Sketch.Distinct >= 3) score += parent.Kind == ColumnKind.Text && parent.MeanLength < 3 ? 0.05 : 0.18;
        if (KeyNames.IsIdLike(child.Name)) score += 0.06;
        else if (name <= 0) score -= 0.2;
        // A table's own key refers elsewhere only where it is named after the other table.
        if (keys.GetValueOrDefault(child.Table) == child.Name && KeyNames.OfTable(child.Name, child.Table) >= 0.85 && KeyNames.Towards(child.Name, parent.Table) < 0.9) score -= 0.5;
        return score;
    }

    private static double Name(TableColumn child, TableColumn parent, bool isKey)
    {
        var same = string.Equals(child.Name, parent.Name, StringComparison.OrdinalIgnoreCase);
        if (child.Table == parent.Table) return isKey && !same && (KeyNames.IsSelfReference(child.Name) || (KeyNames.IsIdLike(child.Name) && KeyNames.Towards(child.Name, parent.Table) >= 0.75)) ? 0.75 : 0;
        if (same && !KeyNames.IsGeneric(child.Name)) return isKey ? Math.Max(0.85, KeyNames.Towards(child.Name, parent.Table)) : KeyNames.IsIdLike(child.Name) ? 0.7 : 0.3;
        var towards = KeyNames.Towards(child.Name, parent.Table);
        var whole = string.Concat(parent.Words) is { Length: > 3 } key && string.Concat(child.Words).EndsWith(key, StringComparison.Ordinal) && !KeyNames.IsGeneric(parent.Name) ? 0.88 : 0;
        var best = Math.Max(towards, whole);
        if (!isKey) best *= 0.6;
        return KeyNames.IsIdLike(child.Name) || best >= 0.95 ? best : child.Kind == ColumnKind.Integer && !KeyNames.IsOrdinal(child.Name) ? 0.85 * best : 0.6 * best;
    }

    private static IEnumerable<ForeignKey> Composite(IReadOnlyList<CsvTable> tables, IReadOnlyList<PrimaryKey> keys, List<ForeignKey> found)
    {
        foreach (var key in keys.Where(k => k.Columns.Count > 1))
        {
            var parent = tables.First(t => t.Name == key.Table);
            foreach (var child in tables.Where(t => t.Name != key.Table && key.Columns.All(t.Columns.Contains)))
            {
                var own = keys.FirstOrDefault(k => k.Table == child.Name);
                // Two tables with the same key: the smaller says more about fewer and refers to the larger.
                if (own is not null && own.Columns.SequenceEqual(key.Columns) && child.Rows >= parent.Rows) continue;
                var parentRows = Tuples(parent, key.Columns);
                var childRows = Tuples(child, key.Columns);
                var inclusion = childRows.Count == 0 ? 0 : childRows.Count(parentRows.Contains) / (double)childRows.Count;
                if (inclusion < MinInclusion) continue;
                found.RemoveAll(f => f.Table == child.Name && f.RefTable == key.Table && key.Columns.Contains(f.Columns[0]));
                yield return new ForeignKey(child.Name, key.Columns, key.Table, key.Columns, 0.8, inclusion);
            }
        }
    }

    private static HashSet<string> Tuples(CsvTable table, IReadOnlyList<string> columns)
    {
        var indexes = columns.Select(c => table.Columns.ToList().IndexOf(c)).ToList();
        var tuples = new HashSet<string>();
        for (var row = 0; row < table.Rows; row++)
            if (indexes.TrueForAll(i => table.Values[i][row] is not null)) tuples.Add(string.Join('\u0001', indexes.Select(i => table.Values[i][row])));
        return tuples;
    }

    /// <summary>Of two columns that each refer to the other, the one named after the other's table stays.</summary>
    private static IEnumerable<ForeignKey> WithoutCycles(List<ForeignKey> found, Dictionary<string, string> keys) =>
        found.Where(f => !found.Any(o => o.Table == f.RefTable && o.RefTable == f.Table && f.Table != f.RefTable && o.Columns.SequenceEqual(f.RefColumns) && f.Columns.SequenceEqual(o.RefColumns) && Rank(o, keys) > Rank(f, keys)));

    private static double Rank(ForeignKey key, Dictionary<string, string> keys) =>
        KeyNames.OfTable(key.RefColumns[0], key.RefTable) + (keys.ContainsKey(key.RefTable) ? 0.1 : 0) + (key.Confidence * 0.01) + (string.CompareOrdinal(key.Table, key.RefTable) * 1e-9);
}
