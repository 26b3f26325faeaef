using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>A SQL source as its manifest states it. Format: docs/sql-sources.md.</summary>
public sealed record SqlManifest
{
    public required string Provider { get; init; }

    /// <summary>Settings of the connection; values are templates over <c>config</c>.</summary>
    public required IReadOnlyDictionary<string, string> Connection { get; init; }

    public IReadOnlyList<SqlStreamManifest> Streams { get; init; } = [];

    /// <summary>Every table of these schemas becomes a stream too; empty for none.</summary>
    public IReadOnlyList<string> AllTablesOf { get; init; } = [];

    /// <summary>The connection specification, as in a declarative manifest; an empty object when absent.</summary>
    public JsonObject Spec { get; init; } = [];
}

/// <summary>One stream of a SQL source.</summary>
public sealed record SqlStreamManifest
{
    public required string Name { get; init; }

    /// <summary><c>schema.table</c> or <c>table</c>; exactly one of table and query is given.</summary>
    public string? Table { get; init; }

    public string? Query { get; init; }

    /// <summary>Null: the table's own primary key.</summary>
    public IReadOnlyList<string>? PrimaryKey { get; init; }

    public string? CursorField { get; init; }

    /// <summary>Rows a page. Default 1,000.</summary>
    public int PageSize { get; init; } = 1000;
}
