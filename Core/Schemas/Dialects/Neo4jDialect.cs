using System.Text;

namespace Supertrack.Core.Schemas.Dialects;

/// <summary>
/// Cypher for Neo4j 5: a label a table, a uniqueness constraint on its key, a range index on each reference and time, and for each reference a statement
/// that draws the relationship. A table that has two references and hardly anything else becomes a relationship of its own.
/// </summary>
internal static class Neo4jDialect
{
    public static string Write(TableModel model)
    {
        var cypher = new StringBuilder();
        foreach (var table in model.Tables.Where(t => !IsLink(t)))
        {
            if (table.PrimaryKey.Count > 0)
                cypher.Append($"CREATE CONSTRAINT {Quote("key_" + table.Name)} IF NOT EXISTS FOR (n:{Label(table.Name)}) REQUIRE {Properties(table.PrimaryKey)} IS UNIQUE;\n");
            foreach (var column in table.Columns.Where(c => c.Type is ColumnType.Timestamp or ColumnType.Date || table.References.Any(r => r.Columns.Contains(c.Name))))
                cypher.Append($"CREATE INDEX {Quote($"ix_{table.Name}_{column.Name}")} IF NOT EXISTS FOR (n:{Label(table.Name)}) ON (n.{Quote(column.Name)});\n");
        }
        foreach (var table in model.Tables) Relate(table, cypher);
        return cypher.ToString();
    }

    private static void Relate(ModelTable table, StringBuilder cypher)
    {
        if (IsLink(table))
        {
            var (a, b) = (table.References[0], table.References[1]);
            cypher.Append($"// a row of {Comment(table.Name)}: $row\nMATCH (a:{Label(a.RefTable)} {Pattern(a, "$row")}), (b:{Label(b.RefTable)} {Pattern(b, "$row")}) MERGE (a)-[r:{Type(table.Name)}]->(b) SET r += $row;\n");
            return;
        }
        foreach (var reference in table.References)
            cypher.Append($"MATCH (a:{Label(table.Name)}) MATCH (b:{Label(reference.RefTable)} {Pattern(reference, "a")}) MERGE (a)-[:{Type(string.Join('_', reference.Columns.Select(Role)))}]->(b);\n");
    }

    private static bool IsLink(ModelTable table) =>
        table.References.Count == 2 && table.PrimaryKey.Count >= 2 && table.Columns.Count <= 4 && table.References.All(r => r.Columns.All(table.PrimaryKey.Contains));

    private static string Pattern(ModelReference reference, string from) =>
        "{" + string.Join(", ", reference.RefColumns.Zip(reference.Columns).Select(p => $"{Quote(p.First)}: {from}.{Quote(p.Second)}")) + "}";

    private static string Properties(IReadOnlyList<string> names) => names.Count == 1 ? "n." + Quote(names[0]) : "(" + string.Join(", ", names.Select(n => "n." + Quote(n))) + ")";

    private static string Role(string column)
    {
        var words = Words.Of(column);
        return words.Count > 1 && words[^1] is ("id" or "key" or "code") ? string.Join('_', words.SkipLast(1)) : column;
    }

    private static string Label(string table) => Quote(string.Concat(Words.Of(table).Select(w => char.ToUpperInvariant(w[0]) + w[1..])) is { Length: > 0 } label ? label : table);

    private static string Type(string name) => Quote(string.Join('_', Words.Of(name)).ToUpperInvariant() is { Length: > 0 } type ? type : name);

    private static string Comment(string text) => text.ReplaceLineEndings(" ");

    private static string Quote(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal) + "`";
}
