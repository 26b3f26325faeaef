using System.Data.Common;
using Supertrack.Core.Schemas.Migrations;

namespace Supertrack.Stores.Migrations;

/// <summary>Where a plan stands.</summary>
/// <param name="Done">Steps done, of <paramref name="Steps"/>.</param>
/// <param name="Wrong">Rows whose new columns are not what the old ones give; null where there is nothing to compare (before the backfill, after the contract phase).</param>
/// <param name="Quarantined">Rows with a value that does not fit the new shape; null as above.</param>
public sealed record MigrationProgress(int Done, int Steps, long? Wrong, long? Quarantined);

/// <summary>
/// Carries plans out. Each step, and each chunk of a long one, commits together with the note that it is done: a process that dies anywhere
/// leaves whole steps behind, and running the plan again goes on from there; running it once more changes nothing.
/// </summary>
/// <param name="open">Opens a connection to the database that holds the table.</param>
public sealed class MigrationRunner(Func<CancellationToken, Task<DbConnection>> open)
{
    /// <summary>Row numbers that one chunk of the backfill covers: a fraction of a second for most tables.</summary>
    public int ChunkRows { get; init; } = 10_000;

    /// <summary>Hears every statement before it runs.</summary>
    internal Action<string>? Announce { get; init; }

    /// <summary>Runs what is not done of the phases up to and including <paramref name="last"/>.</summary>
    /// <exception cref="MigrationException">The switch was refused because rows are not what they should be.</exception>
    public async Task RunAsync(MigrationPlan plan, MigrationPhase last, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var connection = await OpenAsync(cancellationToken);
        await MigrationJournal.CreateAsync(connection, cancellationToken);
        foreach (var step in plan.Steps.Where(s => s.Phase <= last))
        {
            var known = await MigrationJournal.FindAsync(connection, plan.Id, step.Id, cancellationToken);
            if (known is { Done: true }) continue;
            if (step.Ranged) await RunRangesAsync(connection, plan, step, known?.Position, cancellationToken);
            else await connection.TogetherAsync(() => ApplyAsync(connection, plan, step, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Takes back every step that is done, the last first.</summary>
    /// <exception cref="MigrationException">The contract phase is done: readers may rely on the old shape being gone.</exception>
    public async Task RollBackAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var connection = await OpenAsync(cancellationToken);
        await MigrationJournal.CreateAsync(connection, cancellationToken);
        var contracted = plan.Steps.Where(s => s.Phase == MigrationPhase.Contract).ToList();
        foreach (var step in contracted)
            if (await MigrationJournal.FindAsync(connection, plan.Id, step.Id, cancellationToken) is { Done: true })
                throw new MigrationException($"The change of {plan.Table} to version {plan.FromVersion + 1} is complete. Plan a change back: the old columns are set aside with their values.");
        var attempt = (await MigrationJournal.FindAsync(connection, plan.Id, MigrationJournal.TakenBack, cancellationToken))?.Position + 1 ?? 1;
        foreach (var step in plan.Steps.Reverse())
        {
            if (await MigrationJournal.FindAsync(connection, plan.Id, step.Id, cancellationToken) is null) continue;
            await connection.TogetherAsync(() => UndoAsync(connection, plan, step, attempt, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Asks the plan's own queries how it stands.</summary>
    public async Task<MigrationProgress> InspectAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var connection = await OpenAsync(cancellationToken);
        await MigrationJournal.CreateAsync(connection, cancellationToken);
        var done = new List<MigrationStep>();
        foreach (var step in plan.Steps)
            if (await MigrationJournal.FindAsync(connection, plan.Id, step.Id, cancellationToken) is { Done: true }) done.Add(step);
        var expanded = plan.Steps.Where(s => s.Phase == MigrationPhase.Expand).All(done.Contains) && !done.Exists(s => s.Phase == MigrationPhase.Contract);
        return new MigrationProgress(
            done.Count, plan.Steps.Count,
            expanded ? await connection.NumberAsync(plan.Verification, cancellationToken) : null,
            expanded ? await connection.NumberAsync(plan.Quarantined, cancellationToken) : null);
    }

    private async Task<MigrationConnection> OpenAsync(CancellationToken cancellationToken) => new(await open(cancellationToken), Announce);

    private static async Task ApplyAsync(MigrationConnection connection, MigrationPlan plan, MigrationStep step, CancellationToken cancellationToken)
    {
        foreach (var statement in step.Apply) await connection.ExecuteAsync(statement, cancellationToken);
        if (step.Phase == MigrationPhase.Switch && await connection.NumberAsync(plan.Verification, cancellationToken) is { } wrong and > 0)
            throw new MigrationException($"{wrong} rows of {plan.Table} are not what the plan makes of them, so readers were not switched. Look at them with: {plan.Verification}");
        await MigrationJournal.SetAsync(connection, plan.Id, step.Id, 0, done: true, cancellationToken);
    }

    private async Task RunRangesAsync(MigrationConnection connection, MigrationPlan plan, MigrationStep step, long? position, CancellationToken cancellationToken)
    {
        var range = await connection.RangeAsync(plan.RowRange, cancellationToken);
        var from = position + 1 ?? range?.First ?? 0;
        // An empty table, and rows that were removed meanwhile, leave nothing to do but the note.
        for (var done = false; !done; from += ChunkRows)
        {
            var to = from + ChunkRows - 1;
            done = range is null || to >= range.Value.Last;
            var start = from;
            await connection.TogetherAsync(async () =>
            {
                foreach (var statement in step.Apply) await connection.ExecuteAsync(statement, cancellationToken, ("from", start), ("to", to));
                await MigrationJournal.SetAsync(connection, plan.Id, step.Id, to, done, cancellationToken);
            }, cancellationToken);
        }
    }

    private static async Task UndoAsync(MigrationConnection connection, MigrationPlan plan, MigrationStep step, long attempt, CancellationToken cancellationToken)
    {
        var number = attempt.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var statement in step.Undo) await connection.ExecuteAsync(statement.Replace("{attempt}", number, StringComparison.Ordinal), cancellationToken);
        await MigrationJournal.RemoveAsync(connection, plan.Id, step.Id, cancellationToken);
        // Noted with the last step taken back, so that a rollback cut short keeps its number.
        if (step.Id == plan.Steps[0].Id) await MigrationJournal.SetAsync(connection, plan.Id, MigrationJournal.TakenBack, attempt, done: false, cancellationToken);
    }
}
