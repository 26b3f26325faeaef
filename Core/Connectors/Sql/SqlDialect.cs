namespace Supertrack.Core.Connectors.Sql;

/// <summary>What differs between databases: quoting, catalogue queries, types, and how a session is made read-only.</summary>
public abstract class SqlDialect
{
    /// <summary>Statements run on every new connection before anything is read; they make writing impossible.</summary>
    public abstract IReadOnlyList<string> SessionStatements { get; }

    /// <summary>Lists tables and views: columns <c>table_schema</c>, <c>table_name</c>; system tables left out.</summary>
    public abstract string ListTables { get; }

    /// <summary>A hidden column that orders the rows of a table without a key; null when there is none.</summary>
    public abstract string? RowAddress { get; }

    /// <summary>Columns of the primary key in order, of the table in parameters <c>@schema</c> and <c>@table</c>: one column <c>name</c>.</summary>
    public abstract string PrimaryKeyColumns { get; }

    /// <summary>The kind of a column from the database's name of its type.</summary>
    public abstract SqlValueKind KindOf(string databaseType);

    /// <summary>The expression that selects a column in the form its kind crosses in.</summary>
    public abstract string Select(SqlColumn column);

    /// <summary>A parameter, bound as text or number, compared with the column.</summary>
    public abstract string Parameter(string name, SqlColumn column);

    /// <summary>The row address as text, and a text parameter as a row address.</summary>
    public abstract string SelectRowAddress { get; }

    public abstract string RowAddressParameter(string name);

    /// <summary>Quotes one identifier; embedded quotes are doubled.</summary>
    /// <exception cref="ArgumentException">The identifier is empty or holds a NUL.</exception>
    public static string Quote(string identifier)
    {
        if (identifier.Length == 0 || identifier.Contains('\0'))
            throw new ArgumentException("An identifier is empty or holds a NUL character.", nameof(identifier));
        return '"' + identifier.Replace("\"", "\"\"") + '"';
    }
}
