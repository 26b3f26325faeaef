using Orleans.Runtime;
using Orleans.Storage.Sqlite;

namespace Orleans.Reminders.Sqlite;

/// <summary>The reminders in the engine's database, found by grain or by the time they are due.</summary>
internal sealed class ReminderTable(DurableStore store)
{
    private const string Columns = "SELECT grain, name, etag, first, period, due FROM reminders ";

    /// <returns>The reminder as stored, with a new etag; complete when it is durable.</returns>
    public async Task<ReminderRow> UpsertAsync(GrainId grain, string name, DateTime first, TimeSpan period)
    {
        var row = new ReminderRow(grain, name, store.NextNumber(), first, period, first);
        await store.WriteAsync(new ReminderUpsert(row));
        return row;
    }

    /// <returns>False when the reminder was registered anew since it was read.</returns>
    public Task<bool> RemoveAsync(GrainReminder reminder) => store.WriteAsync(new ReminderRemove(reminder));

    public Task<bool> AdvanceAsync(ReminderRow row, DateTime due) => store.WriteAsync(new ReminderAdvance(row, due));

    public ReminderRow? Find(GrainId grain, string name) => store.Read((grain, name), static (session, key) =>
        Rows(session[Columns + "WHERE grain = ?1 AND name = ?2"].Bind(1, key.grain.ToString()).Bind(2, key.name))).SingleOrDefault();

    public List<ReminderRow> List(GrainId grain) => store.Read(grain, static (session, key) =>
        Rows(session[Columns + "WHERE grain = ?1 ORDER BY name"].Bind(1, key.ToString())));

    /// <returns>The reminders due at a time, the longest overdue first.</returns>
    public List<ReminderRow> Due(DateTime now, int most) => store.Read((now, most), static (session, key) =>
        Rows(session[Columns + "WHERE due <= ?1 ORDER BY due LIMIT ?2"].Bind(1, key.now.Ticks).Bind(2, key.most)));

    /// <returns>When the next one after a time is due; null when there is none.</returns>
    public DateTime? NextDue(DateTime now) => store.Read(now, static (session, time) =>
    {
        var statement = session["SELECT due FROM reminders WHERE due > ?1 ORDER BY due LIMIT 1"].Bind(1, time.Ticks);
        DateTime? due = statement.Read() ? Utc(statement.Integer(0)) : null;
        statement.Reset();
        return due;
    });

    private static List<ReminderRow> Rows(SqliteStatement statement)
    {
        var rows = new List<ReminderRow>();
        while (statement.Read())
            rows.Add(new ReminderRow(
                GrainId.Parse(statement.Text(0)), statement.Text(1), statement.Integer(2),
                Utc(statement.Integer(3)), new TimeSpan(statement.Integer(4)), Utc(statement.Integer(5))));
        return rows;
    }

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
