using System.Data.Common;
using Npgsql;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Sql;

namespace Supertrack.Stores.Connectors.Sql;

/// <summary>PostgreSQL as a source of records. Settings: host, port (5432), database, username, password, ssl_mode (Prefer), statement_timeout (seconds, 300), schema (public).</summary>
internal sealed class PostgresSource(string connectionString, string defaultSchema, string where) : ISqlDatabase
{
    private static readonly PostgresDialect PostgresForm = new();

    public SqlDialect Dialect => PostgresForm;

    public string DefaultSchema => defaultSchema;

    public static ISqlDatabase Connect(IReadOnlyDictionary<string, string> given)
    {
        var settings = new ConnectionSettings("postgres", given);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Required("host"),
            Port = settings.Number("port", 5432),
            Database = settings.Required("database"),
            Username = settings.Required("username"),
            Password = settings.Optional("password"),
            SslMode = SslModeOf(settings.Optional("ssl_mode")),
            CommandTimeout = settings.Number("statement_timeout", 300),
            Timeout = 15,
            ApplicationName = "supertrack",
            // Guards against writing even before the session's own statements have run.
            Options = "-c default_transaction_read_only=on",
        };
        var schema = settings.Optional("schema") ?? "public";
        settings.RefuseOthers();
        return new PostgresSource(builder.ConnectionString, schema, $"PostgreSQL database {builder.Database} on {builder.Host}:{builder.Port}");
    }

    public DbConnection Create() => new NpgsqlConnection(connectionString);

    public ConnectorException Translate(DbException exception, string doing)
    {
        var state = (exception as PostgresException)?.SqlState ?? "";
        // Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html
        var (kind, next) = state switch
        {
            "28P01" or "28000" => (FailureKind.Config, "Check username and password."),
            "3D000" => (FailureKind.Config, "Check the database's name."),
            "42501" => (FailureKind.Config, "Grant SELECT on it to this user."),
            "42P01" or "42703" or "3F000" => (FailureKind.System, "Check the table, schema and column names in the manifest."),
            "57014" => (FailureKind.Transient, "Raise statement_timeout or lower page_size."),
            _ when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || exception.IsTransient =>
                (FailureKind.Transient, "Try again later."),
            _ => (FailureKind.System, "Check the query and the server's log."),
        };
        var reason = exception is PostgresException postgres ? postgres.MessageText : exception.Message;
        return new ConnectorException(kind, $"{where} failed while {doing}: {reason}. {next}", exception);
    }

    private static SslMode SslModeOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return SslMode.Prefer;
        return Enum.TryParse<SslMode>(text.Replace("-", ""), ignoreCase: true, out var mode)
            ? mode
            : throw new ConnectorException(FailureKind.Config, $"connection.ssl_mode is '{text}'. Use one of: {string.Join(", ", Enum.GetNames<SslMode>())}.");
    }
}
