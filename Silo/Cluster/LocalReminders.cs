using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;

namespace Supertrack.Silo.Cluster;

/// <summary>Reminders in the local store.</summary>
internal sealed class LocalReminders(LocalStore store) : IReminderTable
{
    private const string Columns = "SELECT grain, name, start, period, version FROM reminder";

    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        new(await store.QueryAsync($"{Columns} WHERE grain = $grain", Entry, ("grain", grainId.ToString())));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        new(await store.QueryAsync(
            $"{Columns} WHERE {(begin < end ? "hash > $begin AND hash <= $end" : "hash > $begin OR hash <= $end")}", Entry, ("begin", (long)begin), ("end", (long)end)));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await store.QueryAsync($"{Columns} WHERE grain = $grain AND name = $name", Entry, ("grain", grainId.ToString()), ("name", reminderName))).FirstOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var versions = await store.QueryAsync(
            """
            INSERT INTO reminder (grain, name, hash, start, period, version) VALUES ($grain, $name, $hash, $start, $period, 1)
            ON CONFLICT (grain, name) DO UPDATE SET hash = excluded.hash, start = excluded.start, period = excluded.period, version = version + 1 RETURNING version
            """,
            row => row.GetInt64(0),
            ("grain", entry.GrainId.ToString()), ("name", entry.ReminderName), ("hash", (long)entry.GrainId.GetUniformHashCode()),
            ("start", entry.StartAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)), ("period", entry.Period.Ticks));
        return versions[0].ToString(CultureInfo.InvariantCulture);
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var gone = await store.QueryAsync(
            "DELETE FROM reminder WHERE grain = $grain AND name = $name AND version = $version RETURNING 1", row => row.GetInt64(0),
            ("grain", grainId.ToString()), ("name", reminderName), ("version", long.Parse(eTag, CultureInfo.InvariantCulture)));
        return gone.Count > 0;
    }

    public async Task TestOnlyClearTable() => await store.QueryAsync("DELETE FROM reminder", row => row.FieldCount);

    private static ReminderEntry Entry(SqliteDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(0)),
        ReminderName = row.GetString(1),
        StartAt = DateTime.Parse(row.GetString(2), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        Period = TimeSpan.FromTicks(row.GetInt64(3)),
        ETag = row.GetInt64(4).ToString(CultureInfo.InvariantCulture),
    };
}
