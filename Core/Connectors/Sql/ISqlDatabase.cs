using System.Data.Common;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>The seam to a database server: any ADO.NET provider fits behind it.</summary>
public interface ISqlDatabase
{
    SqlDialect Dialect { get; }

    /// <summary>Schema of tables named without one, e.g. <c>public</c>.</summary>
    string DefaultSchema { get; }

    /// <summary>A connection, not yet open, with settings that forbid writing where the server knows such; the caller disposes it.</summary>
    DbConnection Create();

    /// <summary>A driver's exception as one of ours; the message holds no credentials.</summary>
    ConnectorException Translate(DbException exception, string doing);
}

/// <summary>Opens databases by the provider a manifest names.</summary>
public interface ISqlProviders
{
    /// <summary>Names that a manifest may use, e.g. <c>postgres</c>, <c>sqlite</c>.</summary>
    IReadOnlyList<string> Names { get; }

    /// <exception cref="ConnectorException">The provider is unknown, or a setting is missing or refused.</exception>
    ISqlDatabase Connect(string provider, IReadOnlyDictionary<string, string> settings);
}
