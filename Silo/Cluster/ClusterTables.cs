using System.Text.RegularExpressions;
using Npgsql;

namespace Supertrack.Silo.Cluster;

/// <summary>Creates the tables that Orleans' ADO.NET providers need on PostgreSQL, and stores the statements that they look up by name.</summary>
internal static partial class ClusterTables
{
    /// <summary>Silos that start together create the tables one after the other.</summary>
    private const long StartLock = 0x5375_7065_7274_7261;

    private static readonly string[] s_statements = ["Membership.sql", "State.sql", "Reminders.sql"];

    /// <summary>Brings the database to what this version needs; does nothing where it is there already.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public static async Task EnsureAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var guard = new NpgsqlCommand("SELECT pg_advisory_xact_lock(@lock)", connection, transaction))
        {
            guard.Parameters.AddWithValue("lock", StartLock);
            await guard.ExecuteNonQueryAsync(cancellation);
        }

        await using (var tables = new NpgsqlCommand(Read("Tables.sql"), connection, transaction)) await tables.ExecuteNonQueryAsync(cancellation);
        foreach (var (name, statement) in s_statements.SelectMany(file => Named(Read(file)))) await StoreAsync(connection, transaction, name, statement, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Statements of a file: each begins with a comment line of one word, its name.</summary>
    internal static IEnumerable<(string Name, string Statement)> Named(string file)
    {
        var names = Name().Matches(file);
        for (var i = 0; i < names.Count; i++)
        {
            var from = names[i].Index + names[i].Length;
            var to = i + 1 < names.Count ? names[i + 1].Index : file.Length;
            yield return (names[i].Groups[1].Value, file[from..to].Trim().TrimEnd(';'));
        }
    }

    private static async Task StoreAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string name, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO orleansquery (querykey, querytext) VALUES (@name, @text) ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext WHERE orleansquery.querytext <> excluded.querytext",
            connection, transaction);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("text", statement);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Read(string file)
    {
        var assembly = typeof(ClusterTables).Assembly;
        using var stream = assembly.GetManifestResourceStream("Cluster." + file)
            ?? throw new InvalidOperationException($"{file} is not in {assembly.GetName().Name}. Build it again with -p:Engine=Orleans.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^-- (\w+Key)\s*$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
