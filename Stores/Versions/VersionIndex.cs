using System.Globalization;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Versions;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Versions;

/// <summary>A line of the tenant's log: everything that was frozen or decided, in order. Git is written from it.</summary>
/// <param name="Type"><c>frozen</c> with the version as body, or <c>decided</c> with a <see cref="Core.Versions.Deployments.DecidedEntry"/> as JSON.</param>
internal sealed record LogLine(long Sequence, ArtifactId Artifact, string Type, string Body);

/// <summary>What SQLite keeps of one tenant: which versions there are, what is live, the log. Versions and log lines are never changed.</summary>
internal static class VersionIndex
{
    public const string Frozen = "frozen";
    public const string Decided = "decided";

    public const string Tables = """
        CREATE TABLE IF NOT EXISTS version (
            kind TEXT NOT NULL, name TEXT NOT NULL, major INTEGER NOT NULL, minor INTEGER NOT NULL, patch INTEGER NOT NULL,
            record TEXT NOT NULL, hash TEXT NOT NULL, frozen INTEGER NOT NULL, proposer TEXT NOT NULL, change TEXT NOT NULL,
            PRIMARY KEY (kind, name, major, minor, patch)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS deployment (
            kind TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL, key TEXT NOT NULL, signature BLOB NOT NULL,
            PRIMARY KEY (kind, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS log_artifact ON log (kind, name, type, seq);
        CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS version_stays BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'a frozen version cannot be altered'); END;
        CREATE TRIGGER IF NOT EXISTS version_lasts BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'a frozen version cannot be removed'); END;
        CREATE TRIGGER IF NOT EXISTS log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log cannot be altered'); END;
        CREATE TRIGGER IF NOT EXISTS log_lasts BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log cannot be shortened'); END;
        """;

    private const string Columns = "kind, name, major, minor, patch, record, hash, frozen, proposer, change";

    public static void Add(SqliteConnection connection, FrozenVersion version, string id)
    {
        AddVersion(connection, version, id);
        AddLine(connection, version.Artifact, Frozen, version.Version.ToString());
    }

    /// <summary>False where the version is there.</summary>
    public static bool AddVersion(SqliteConnection connection, FrozenVersion version, string id, bool unlessThere = false)
    {
        using var insert = connection.Prepare(
            $"INSERT {(unlessThere ? "OR IGNORE " : "")}INTO version ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            version.Artifact.Kind.Word(), version.Artifact.Name, version.Version.Major, version.Version.Minor, version.Version.Patch,
            id, version.Hash, version.FrozenAt.UtcTicks, version.Provenance.Proposer.Name, Changelog.Line(version));
        return insert.ExecuteNonQuery() > 0;
    }

    /// <summary>A line with the number it had before, where that is free.</summary>
    public static bool RestoreLine(SqliteConnection connection, LogLine line)
    {
        using var insert = connection.Prepare(
            "INSERT OR IGNORE INTO log (seq, kind, name, type, body) VALUES ($1, $2, $3, $4, $5)", line.Sequence, line.Artifact.Kind.Word(), line.Artifact.Name, line.Type, line.Body);
        return insert.ExecuteNonQuery() > 0;
    }

    public static void AddLine(SqliteConnection connection, ArtifactId artifact, string type, string body)
    {
        using var insert = connection.Prepare("INSERT INTO log (kind, name, type, body) VALUES ($1, $2, $3, $4)", artifact.Kind.Word(), artifact.Name, type, body);
        insert.ExecuteNonQuery();
    }

    public static VersionSummary? Find(SqliteConnection connection, ArtifactId artifact, SemanticVersion? version)
    {
        using var command = version is { } one
            ? connection.Prepare($"SELECT {Columns} FROM version WHERE kind = $1 AND name = $2 AND major = $3 AND minor = $4 AND patch = $5", artifact.Kind.Word(), artifact.Name, one.Major, one.Minor, one.Patch)
            : connection.Prepare($"SELECT {Columns} FROM version WHERE kind = $1 AND name = $2 ORDER BY major DESC, minor DESC, patch DESC LIMIT 1", artifact.Kind.Word(), artifact.Name);
        return Versions(command, artifact.Tenant).FirstOrDefault();
    }

    public static IReadOnlyList<VersionSummary> List(SqliteConnection connection, ArtifactId artifact)
    {
        using var command = connection.Prepare($"SELECT {Columns} FROM version WHERE kind = $1 AND name = $2 ORDER BY major DESC, minor DESC, patch DESC", artifact.Kind.Word(), artifact.Name);
        return Versions(command, artifact.Tenant);
    }

    /// <summary>The latest version of each artifact; each costs two look-ups, however many versions it has.</summary>
    public static IReadOnlyList<VersionSummary> Latest(SqliteConnection connection, string tenant, ArtifactId? after, int limit)
    {
        var found = new List<VersionSummary>();
        var (kind, name) = (after?.Kind.Word() ?? "", after?.Name ?? "");
        while (found.Count < limit)
        {
            using var next = connection.Prepare("SELECT kind, name FROM version WHERE (kind, name) > ($1, $2) ORDER BY kind, name LIMIT 1", kind, name);
            using var reader = next.ExecuteReader();
            if (!reader.Read()) break;
            (kind, name) = (reader.GetString(0), reader.GetString(1));
            found.Add(Find(connection, ArtifactId.Of(tenant, kind, name), null)!);
        }
        return found;
    }

    public static IReadOnlyList<ArtifactId> Pending(SqliteConnection connection, string tenant)
    {
        using var command = connection.Prepare("SELECT kind, name FROM deployment WHERE state LIKE '%\"pending\":{%'");
        using var reader = command.ExecuteReader();
        var found = new List<ArtifactId>();
        while (reader.Read()) found.Add(ArtifactId.Of(tenant, reader.GetString(0), reader.GetString(1)));
        return found;
    }

    public static IReadOnlyList<LogLine> Lines(SqliteConnection connection, string tenant, long after, int limit)
    {
        using var command = connection.Prepare("SELECT seq, kind, name, type, body FROM log WHERE seq > $1 ORDER BY seq LIMIT $2", after, limit);
        return Lines(command, tenant);
    }

    /// <summary>The latest lines of one artifact and type, newest first.</summary>
    public static IReadOnlyList<LogLine> Lines(SqliteConnection connection, ArtifactId artifact, string type, int limit)
    {
        using var command = connection.Prepare(
            "SELECT seq, kind, name, type, body FROM log WHERE kind = $1 AND name = $2 AND type = $3 ORDER BY seq DESC LIMIT $4", artifact.Kind.Word(), artifact.Name, type, limit);
        return Lines(command, artifact.Tenant);
    }

    public static long LastLine(SqliteConnection connection)
    {
        using var command = connection.Prepare("SELECT coalesce(max(seq), 0) FROM log");
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>The next line gets a number above this one.</summary>
    public static void Advance(SqliteConnection connection, long sequence)
    {
        using var command = connection.Prepare("UPDATE sqlite_sequence SET seq = max(seq, $1) WHERE name = 'log'", sequence);
        if (command.ExecuteNonQuery() > 0) return;
        using var first = connection.Prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('log', $1)", sequence);
        first.ExecuteNonQuery();
    }

    public static long Mark(SqliteConnection connection, string name)
    {
        using var command = connection.Prepare("SELECT value FROM mark WHERE name = $1", name);
        return Convert.ToInt64(command.ExecuteScalar() ?? 0L, CultureInfo.InvariantCulture);
    }

    public static void SetMark(SqliteConnection connection, string name, long value)
    {
        using var command = connection.Prepare("INSERT OR REPLACE INTO mark (name, value) VALUES ($1, $2)", name, value);
        command.ExecuteNonQuery();
    }

    private static List<LogLine> Lines(SqliteCommand command, string tenant)
    {
        using var reader = command.ExecuteReader();
        var lines = new List<LogLine>();
        while (reader.Read())
            lines.Add(new LogLine(reader.GetInt64(0), ArtifactId.Of(tenant, reader.GetString(1), reader.GetString(2)), reader.GetString(3), reader.GetString(4)));
        return lines;
    }

    private static List<VersionSummary> Versions(SqliteCommand command, string tenant)
    {
        using var reader = command.ExecuteReader();
        var found = new List<VersionSummary>();
        while (reader.Read())
        {
            found.Add(new VersionSummary(
                ArtifactId.Of(tenant, reader.GetString(0), reader.GetString(1)), new SemanticVersion(reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)),
                reader.GetString(5), reader.GetString(6), new DateTimeOffset(reader.GetInt64(7), TimeSpan.Zero), reader.GetString(8), reader.GetString(9)));
        }
        return found;
    }
}
