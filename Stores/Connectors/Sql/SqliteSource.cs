using System.Data.Common;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Sql;

namespace Supertrack.Stores.Connectors.Sql;

/// <summary>A SQLite file as a source of records. Setting: file.</summary>
internal sealed class SqliteSource(string file) : ISqlDatabase
{
    private const int Busy = 5;
    private const int Locked = 6;

    private static readonly SqliteDialect SqliteForm = new();

    public SqlDialect Dialect => SqliteForm;

    public string DefaultSchema => "main";

    public static ISqlDatabase Connect(IReadOnlyDictionary<string, string> given)
    {
        var settings = new ConnectionSettings("sqlite", given);
        var file = settings.Required("file");
        settings.RefuseOthers();
        return new SqliteSource(file);
    }

    public DbConnection Create() =>
        new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);

    public ConnectorException Translate(DbException exception, string doing)
    {
        var code = (exception as SqliteException)?.SqliteErrorCode ?? 0;
        var (kind, next) = code switch
        {
            Busy or Locked => (FailureKind.Transient, "Try again when its writer is done."),
            14 => (FailureKind.Config, "Check that the file exists and may be read."),
            26 => (FailureKind.Config, "Check that connection.file names a SQLite database."),
            _ => (FailureKind.System, "Check the table and column names in the manifest."),
        };
        return new ConnectorException(kind, $"SQLite file {file} failed while {doing}: {exception.Message} {next}", exception);
    }
}
