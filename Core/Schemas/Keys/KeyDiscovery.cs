using Supertrack.Core.Schemas.Tables;

namespace Supertrack.Core.Schemas.Keys;

/// <summary>Finds primary keys (composite ones too) and foreign keys in tables, by uniqueness, inclusion, names, types and ranges.</summary>
public static class KeyDiscovery
{
    /// <param name="exact">Whether columns of any size are compared value by value, and not by sketches above 65,536 distinct values. Memory: 16 bytes or so a distinct value.</param>
    public static KeyReport Find(IReadOnlyList<CsvTable> tables, bool exact = false)
    {
        var columns = tables.Select(t => Enumerable.Range(0, t.Columns.Count).Select(i => new TableColumn(t, i, exact)).ToList()).ToList();
        var names = tables.Select(t => t.Name).ToList();
        var keys = new List<PrimaryKey>();
        for (var i = 0; i < tables.Count; i++)
            if (PrimaryKeySearch.Find(tables[i], columns[i], names) is { } key) keys.Add(key);
        return new KeyReport(keys, ForeignKeySearch.Find(tables, columns, keys));
    }
}
