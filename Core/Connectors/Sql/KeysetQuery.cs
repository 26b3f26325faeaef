using System.Text;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>
/// Builds the SELECT of one page by keyset pagination: rows are ordered by the keys and a page begins strictly after the keys of the
/// row before it, so that no page shifts when rows are inserted or deleted while the stream is read.
/// </summary>
internal sealed class KeysetQuery
{
    private readonly string _head;
    private readonly IReadOnlyList<string> _keys;
    private readonly IReadOnlyList<Func<string, string>> _parameters;
    private readonly SqlColumn? _cursor;
    private readonly SqlDialect _dialect;

    public KeysetQuery(SqlDialect dialect, SqlRelation relation, IReadOnlyList<SqlColumn> columns, SqlColumn? cursor, IReadOnlyList<SqlColumn> keys)
    {
        (_dialect, _cursor) = (dialect, cursor);
        ByRowAddress = keys.Count == 0;
        if (ByRowAddress && (dialect.RowAddress is null || relation.Query is not null))
            throw new ConnectorException(FailureKind.Config,
                $"{relation.Table ?? "The query"} has no key to page by. Set primary_key to columns that identify a row.");
        _keys = ByRowAddress ? [dialect.RowAddress!] : [.. keys.Select(key => SqlDialect.Quote(key.Name))];
        _parameters = ByRowAddress
            ? [dialect.RowAddressParameter]
            : [.. keys.Select<SqlColumn, Func<string, string>>(key => name => dialect.Parameter(name, key))];
        var selected = columns.Select(dialect.Select).Concat(ByRowAddress ? [dialect.SelectRowAddress] : []);
        _head = $"SELECT {string.Join(", ", selected)} FROM {relation.From}";
    }

    /// <summary>The hidden row address is selected after the columns and pages the table.</summary>
    public bool ByRowAddress { get; }

    /// <summary>The statement of a page; parameters are <c>@k0..</c> (keys of the row before), <c>@from</c> (cursor), <c>@limit</c>.</summary>
    public string Page(bool after, bool from, bool nullCursor)
    {
        var sql = new StringBuilder(_head);
        var conditions = new List<string>();
        if (_cursor is not null)
        {
            var name = SqlDialect.Quote(_cursor.Name);
            conditions.Add(nullCursor ? $"{name} IS NULL" : $"{name} IS NOT NULL");
            if (from && !nullCursor) conditions.Add($"{name} >= {_dialect.Parameter("from", _cursor)}");
        }
        // Nothing compares with a missing cursor value, so those rows are paged by the rest of the key.
        var skip = nullCursor ? 1 : 0;
        var keys = string.Join(", ", _keys.Skip(skip));
        if (after)
            conditions.Add($"({keys}) > ({string.Join(", ", _parameters.Skip(skip).Select((bind, index) => bind("k" + index)))})");
        if (conditions.Count > 0) sql.Append(" WHERE ").AppendJoin(" AND ", conditions);
        return sql.Append($" ORDER BY {keys} LIMIT @limit").ToString();
    }
}
