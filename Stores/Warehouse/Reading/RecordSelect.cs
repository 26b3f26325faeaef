using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Reading;

/// <summary>
/// A query of records as SQL with its parameters, all of them text or whole numbers. Names come from the catalog and never from the query, so that there is
/// nothing to inject into.
/// </summary>
internal sealed class RecordSelect
{
    private readonly RecordDialect _dialect;
    private readonly IReadOnlyList<StoredColumn> _columns;
    private readonly List<object> _values = [];
    private readonly List<string> _conditions = [];

    /// <param name="table">Quoted.</param>
    /// <exception cref="RecordQueryException">A member is not there, or a value does not fit it.</exception>
    public RecordSelect(RecordDialect dialect, string table, IReadOnlyList<StoredColumn> columns, RecordQuery query)
    {
        _dialect = dialect;
        _columns = columns;
        Shown = query.Fields.Count == 0 ? columns : [.. query.Fields.Distinct().Select(Column)];
        var sort = query.SortBy is { } name ? Column(name) : null;
        Check(query, sort);
        foreach (var filter in query.Filters)
            Add(filter);
        if (query.After is { } after)
            AddPlace(after, sort, query.Descending);
        var shown = string.Concat(Shown.Select(column => ", " + ColumnNames.Quote(column.Name)));
        Sql = $"SELECT _row, {dialect.Extra}, {(sort is null ? "NULL" : dialect.Key(sort))} AS _place{shown} FROM {table}"
            + (_conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", _conditions))
            + $" ORDER BY {(sort is null ? "" : $"({dialect.Comparable(sort)}) IS NULL, {dialect.Comparable(sort)}{(query.Descending ? " DESC" : "")}, ")}_row LIMIT {Parameter((long)query.Limit + 1)}";
    }

    /// <summary>Row, kept members, sort key, then the columns shown.</summary>
    public string Sql { get; }

    /// <summary>Those of $1, $2, ...</summary>
    public IReadOnlyList<object> Values => _values;

    public IReadOnlyList<StoredColumn> Shown { get; }

    private static void Check(RecordQuery query, StoredColumn? sort)
    {
        if (query.Filters.Count > RecordQuery.MostFilters)
            throw new RecordQueryException($"There are {query.Filters.Count} filters; at most {RecordQuery.MostFilters} are taken.");
        if (sort?.Type == ColumnType.Json)
            throw new RecordQueryException($"'{sort.Property}' holds JSON, which cannot be sorted by.");
    }

    private StoredColumn Column(string property) => _columns.FirstOrDefault(column => column.Property == property)
        ?? throw new RecordQueryException($"The records have no member '{property}'. They have: {string.Join(", ", _columns.Take(50).Select(column => column.Property))}.");

    private void Add(RecordFilter filter)
    {
        var column = Column(filter.Field);
        if (filter.Operator == RecordOperator.Null)
        {
            var wanted = filter.Values is ["true" or "false"] ? filter.Values[0] : throw new RecordQueryException($"null of '{column.Property}' is true or false.");
            _conditions.Add($"{ColumnNames.Quote(column.Name)} IS {(wanted == "true" ? "" : "NOT ")}NULL");
            return;
        }
        if (filter.Values.Count is 0 or > RecordQuery.MostValues || (filter.Operator != RecordOperator.In && filter.Values.Count != 1))
            throw new RecordQueryException($"The filter of '{column.Property}' has {filter.Values.Count} values; in takes 1 to {RecordQuery.MostValues}, the others take one.");
        var values = filter.Values.Select(value => _dialect.Comparable(column.Type, Parameter(RecordValues.Normalise(column, value))));
        _conditions.Add(filter.Operator == RecordOperator.In
            ? $"{_dialect.Comparable(column)} IN ({string.Join(", ", values)})"
            : $"{_dialect.Comparable(column)} {Sign(filter.Operator)} {values.Single()}");
    }

    private void AddPlace(RecordPlace after, StoredColumn? sort, bool descending)
    {
        var row = Parameter(after.Row);
        if (sort is null)
        {
            _conditions.Add($"_row > {row}");
            return;
        }
        var sorted = _dialect.Comparable(sort);
        if (after.Key is not { } key)
        {
            _conditions.Add($"(({sorted}) IS NULL AND _row > {row})");
            return;
        }
        var place = _dialect.Comparable(sort.Type, Parameter(RecordValues.Normalise(sort, key)));
        _conditions.Add($"({sorted} {(descending ? "<" : ">")} {place} OR ({sorted} = {place} AND _row > {row}) OR ({sorted}) IS NULL)");
    }

    private string Parameter(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    private static string Sign(RecordOperator comparison) => comparison switch
    {
        RecordOperator.Ne => "<>",
        RecordOperator.Gt => ">",
        RecordOperator.Gte => ">=",
        RecordOperator.Lt => "<",
        RecordOperator.Lte => "<=",
        _ => "=",
    };
}
