namespace Supertrack.Core.Schemas.Dialects;

/// <summary>Writes a model in the language of a store.</summary>
public static class Dialect
{
    private static readonly Dictionary<string, Func<TableModel, string>> Writers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sqlite"] = SqlDialect.Sqlite.Write,
        ["postgres"] = SqlDialect.Postgres.Write,
        ["starrocks"] = StarRocksDialect.Write,
        ["neo4j"] = Neo4jDialect.Write,
        ["cosmos"] = CosmosDialect.Write,
        ["adls"] = LakeDialect.Write,
        ["mermaid"] = MermaidDialect.Write,
    };

    public static IReadOnlyCollection<string> Names => Writers.Keys;

    /// <exception cref="ArgumentException">No such dialect.</exception>
    public static string Write(TableModel model, string dialect) =>
        Writers.TryGetValue(dialect, out var write) ? write(model) : throw new ArgumentException($"{dialect}: no such dialect; known are {string.Join(", ", Names)}", nameof(dialect));
}
