using Orleans.Storage.Sqlite;

namespace Orleans.Reminders.Sqlite;

internal sealed class ReminderUpsert(ReminderRow row) : StoreWrite<bool>
{
    protected override bool Result => true;

    public override void Apply(SqliteSession session) => session[
        """
        INSERT INTO reminders(grain, name, etag, first, period, due) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT(grain, name) DO UPDATE SET etag = ?3, first = ?4, period = ?5, due = ?6
        """]
        .Bind(1, row.Grain.ToString()).Bind(2, row.Name).Bind(3, row.Etag)
        .Bind(4, row.First.Ticks).Bind(5, row.Period.Ticks).Bind(6, row.Due.Ticks).Execute();
}

/// <summary>Notes that a tick was delivered, unless the reminder was registered anew meanwhile. True when it was noted.</summary>
internal sealed class ReminderAdvance(ReminderRow row, DateTime due) : StoreWrite<bool>
{
    private bool _noted;

    protected override bool Result => _noted;

    public override void Apply(SqliteSession session) =>
        _noted = session["UPDATE reminders SET due = ?1 WHERE grain = ?2 AND name = ?3 AND etag = ?4"]
            .Bind(1, due.Ticks).Bind(2, row.Grain.ToString()).Bind(3, row.Name).Bind(4, row.Etag).Execute() == 1;
}

/// <summary>Removes a reminder. False when it stands there under another etag.</summary>
internal sealed class ReminderRemove(GrainReminder reminder) : StoreWrite<bool>
{
    private bool _gone;

    protected override bool Result => _gone;

    public override void Apply(SqliteSession session)
    {
        var grain = reminder.Grain.ToString();
        _gone = session["DELETE FROM reminders WHERE grain = ?1 AND name = ?2 AND etag = ?3"]
            .Bind(1, grain).Bind(2, reminder.ReminderName).Bind(3, reminder.Etag).Execute() == 1;
        if (_gone)
            return;
        var other = session["SELECT 1 FROM reminders WHERE grain = ?1 AND name = ?2"].Bind(1, grain).Bind(2, reminder.ReminderName);
        _gone = !other.Read();
        other.Reset();
    }
}
