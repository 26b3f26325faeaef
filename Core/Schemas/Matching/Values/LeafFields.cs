namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>The columns of the records with the schema fields they are. Records can be the items of the one list in the schema of a whole answer.</summary>
internal sealed class LeafFields
{
    private readonly Dictionary<string, int> _fieldAt = [];

    public LeafFields(IReadOnlyList<SchemaField> fields, RecordColumns columns)
    {
        Columns = columns;
        Paths = [.. columns.Columns.Keys.Order(StringComparer.Ordinal)];
        var prefix = Prefix(fields, Paths);
        var byPath = new Dictionary<string, int>();
        foreach (var field in fields) byPath.TryAdd(field.Path, field.Index);
        foreach (var path in Paths)
            if (byPath.TryGetValue(prefix + path, out var index) || byPath.TryGetValue(prefix + path[..(path.LastIndexOf('.') + 1)] + "*", out index)) _fieldAt[path] = index;
    }

    public RecordColumns Columns { get; }

    /// <summary>Leaf paths within a record, sorted.</summary>
    public IReadOnlyList<string> Paths { get; }

    public int? FieldAt(string path) => _fieldAt.TryGetValue(path, out var index) ? index : null;

    private static string Prefix(IReadOnlyList<SchemaField> fields, IReadOnlyList<string> paths)
    {
        var known = fields.Select(f => f.Path).ToHashSet();
        return fields.Where(f => f.IsItems).Select(f => f.Path + ".").Prepend("")
            .MaxBy(p => (paths.Count(c => known.Contains(p + c)), -p.Length)) ?? "";
    }
}
