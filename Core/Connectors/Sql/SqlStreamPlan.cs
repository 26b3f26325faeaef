namespace Supertrack.Core.Connectors.Sql;

/// <summary>A SQL stream against a real database: its columns, its key, its cursor.</summary>
internal sealed record SqlStreamPlan
{
    public required string Name { get; init; }

    public required SqlRelation Relation { get; init; }

    public required IReadOnlyList<SqlColumn> Columns { get; init; }

    public required IReadOnlyList<SqlColumn> PrimaryKey { get; init; }

    /// <summary>Null for a full read.</summary>
    public SqlColumn? Cursor { get; init; }

    public required int PageSize { get; init; }

    /// <summary>Columns that order the pages: the cursor, then the primary key; empty to page by row address.</summary>
    public IReadOnlyList<SqlColumn> Keys => Cursor is null ? PrimaryKey : [Cursor, .. PrimaryKey.Where(key => key != Cursor)];

    public KeysetQuery Query(SqlDialect dialect)
    {
        if (Cursor is not null && PrimaryKey.Count == 0)
            throw new ConnectorException(
                FailureKind.Config, $"Stream {Name} reads by cursor {Cursor.Name} but no column identifies a row, so rows of equal cursor could be missed. Set primary_key.")
            { Stream = Name };
        return new KeysetQuery(dialect, Relation, Columns, Cursor, Keys);
    }
}
