using System.Data.Common;
using MySqlConnector;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Sql;

namespace Supertrack.Stores.Connectors.Sql;

/// <summary>MySQL, MariaDB and what speaks their protocol. Settings: host, port (3306), database, username, password, ssl_mode (Preferred), statement_timeout (seconds, 300).</summary>
internal sealed class MySqlSource(string connectionString, string database, string where) : ISqlDatabase
{
    private static readonly MySqlDialect MySqlForm = new();

    public SqlDialect Dialect => MySqlForm;

    public string DefaultSchema => database;

    public static ISqlDatabase Connect(IReadOnlyDictionary<string, string> given)
    {
        var settings = new ConnectionSettings("mysql", given);
        var builder = new MySqlConnectionStringBuilder
        {
            Server = settings.Required("host"),
            Port = (uint)Math.Clamp(settings.Number("port", 3306), 0, ushort.MaxValue),
            Database = settings.Required("database"),
            UserID = settings.Required("username"),
            Password = settings.Optional("password") ?? "",
            SslMode = SslModeOf(settings.Optional("ssl_mode")),
            DefaultCommandTimeout = (uint)Math.Max(0, settings.Number("statement_timeout", 300)),
            ConnectionTimeout = 15,
            ApplicationName = "supertrack",
            NoBackslashEscapes = true,
            GuidFormat = MySqlGuidFormat.None,
            // A file of this machine is nobody's business, whatever a server asks for.
            AllowLoadLocalInfile = false,
            Pooling = false,
        };
        settings.RefuseOthers();
        return new MySqlSource(builder.ConnectionString, builder.Database, $"MySQL database {builder.Database} on {builder.Server}:{builder.Port}");
    }

    public DbConnection Create() => new MySqlConnection(connectionString);

    public ConnectorException Translate(DbException exception, string doing)
    {
        // Codes of https://mariadb.com/kb/en/mariadb-error-codes/, which MySQL shares.
        var (kind, next) = (exception as MySqlException)?.ErrorCode switch
        {
            MySqlErrorCode.AccessDenied => (FailureKind.Config, "Check username and password."),
            MySqlErrorCode.UnknownDatabase or MySqlErrorCode.DatabaseAccessDenied => (FailureKind.Config, "Check the database's name and that this user may use it."),
            MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied => (FailureKind.Config, "Grant SELECT on it to this user."),
            MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError => (FailureKind.System, "Check the table and column names in the manifest."),
            MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.QueryTimeout => (FailureKind.Transient, "Raise statement_timeout or lower page_size."),
            MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout =>
                (FailureKind.Transient, "Try again later."),
            _ when exception.IsTransient => (FailureKind.Transient, "Try again later."),
            _ => (FailureKind.System, "Check the query and the server's log."),
        };
        return new ConnectorException(kind, $"{where} failed while {doing}: {exception.Message.TrimEnd('.')}. {next}", exception);
    }

    private static MySqlSslMode SslModeOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return MySqlSslMode.Preferred;
        return Enum.TryParse<MySqlSslMode>(text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
            ? mode
            : throw new ConnectorException(FailureKind.Config, $"connection.ssl_mode is '{text}'. Use one of: {string.Join(", ", Enum.GetNames<MySqlSslMode>().Distinct())}.");
    }
}
