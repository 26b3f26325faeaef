using Microsoft.Extensions.Logging;
using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Storage;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Incidents;
using Supertrack.Grains.Interfaces.Notifications;

namespace Supertrack.Grains.Incidents;

/// <summary>The incidents of one host. What they decide is in <see cref="IncidentTransitions"/> and <see cref="RepairTurns"/>.</summary>
public sealed class IncidentGrain(
    [PersistentState(StorageNames.Incidents, StorageNames.Provider)] IPersistentState<IncidentPlaceState> state,
    Projection projection,
    CallerSeal seal,
    IncidentPolicy policy,
    TimeProvider clock,
    ILogger<IncidentGrain> log) : Grain, IIncidentGrain, IRemindable
{
    private const string ReminderName = "notices";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private string _tenant = "";
    private string _place = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _tenant = GrainKeys.TenantOf(key);
        _place = key[(_tenant.Length + 1)..];
        // A silo that died may have stored a change and told nobody.
        if (!state.State.Outgoing.IsEmpty)
            this.RegisterGrainTimer(static (grain, _) => grain.HandOverAsync(), this, new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan));
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task ReportAsync(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var before = state.State.Place;
        var (place, changes) = IncidentTransitions.Report(before, IncidentViews.Health(report), policy, clock.GetUtcNow());
        if (changes.Count > 0 || !ReferenceEquals(place.Turns, before.Turns))
            await StoreAsync(place, changes);
        if (before.Turns.Holder is not null && place.Turns.Holder is null && place.Turns.Waiting is [var next, ..])
            await Connector(next.Connector).RepairTurnAsync();
    }

    public async Task<DateTimeOffset?> TakeTurnAsync(string connector, int repair)
    {
        var now = clock.GetUtcNow();
        var (turns, granted) = state.State.Place.Turns.Take(connector, repair, policy, now);
        if (!ReferenceEquals(turns, state.State.Place.Turns) && turns != state.State.Place.Turns)
            await StoreAsync(state.State.Place with { Turns = turns }, []);
        return granted ? null : now + policy.AskAgain;
    }

    public Task<IncidentView> GetAsync(string incident) => Task.FromResult(View(Find(incident)));

    public Task<IncidentView> AcknowledgeAsync(string incident, string note) =>
        DecideAsync(incident, one => IncidentTransitions.Acknowledge(state.State.Place, one.Number, Who(), note, policy, clock.GetUtcNow()));

    public Task<IncidentView> ResolveAsync(string incident, string reason) =>
        DecideAsync(incident, one => IncidentTransitions.Resolve(state.State.Place, one.Number, Who(), reason, policy, clock.GetUtcNow()));

    public async Task<IncidentView> CommentAsync(string incident, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 10_000)
            throw new InvalidRequestException("invalid_comment", "A comment has 1 to 10,000 characters.");
        var (place, changes) = IncidentTransitions.Comment(state.State.Place, Find(incident).Number, Who(), text, policy, clock.GetUtcNow());
        await StoreAsync(place, changes);
        return View(Find(incident));
    }

    /// <summary>Hands over what could not be handed over when it happened.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await HandOverAsync();
        if (state.State.Outgoing.IsEmpty && await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private async Task<IncidentView> DecideAsync(string incident, Func<IncidentState, (PlaceState, IReadOnlyList<IncidentChange>)> decide)
    {
        var found = Find(incident);
        if (found.IsOver)
            throw new ConflictException("incident_over", $"Incident {incident} is over ({found.Outcome}). It opens again when it fails again.");
        var (place, changes) = decide(found);
        await StoreAsync(place, changes);
        return View(Find(incident));
    }

    private async Task StoreAsync(PlaceState place, IReadOnlyList<IncidentChange> changes)
    {
        var now = clock.GetUtcNow();
        var number = state.State.LastNotice;
        var notices = changes.Where(change => change.What is not ("changed" or "commented")).Select(change => Notice(change, ++number, now)).ToList();
        state.State = state.State with { Place = place, Outgoing = [.. state.State.Outgoing, .. notices], LastNotice = number };
        await state.WriteStateAsync();
        if (notices.Count > 0)
            await HandOverAsync();
        foreach (var change in changes)
            await AnnounceAsync(change);
    }

    private IncidentNotice Notice(IncidentChange change, long number, DateTimeOffset now)
    {
        var view = View(change.Incident);
        GrainLog.IncidentMoved(log, view.Id, _tenant, change.What, view.Severity, view.Cause);
        return new IncidentNotice { Id = $"{_tenant}.{_place}.{number}", Number = number, What = change.What, At = now, Incident = IncidentViews.Short(view) };
    }

    private async Task HandOverAsync()
    {
        seal.ActAsPlatform(_tenant, "incidents");
        var before = state.State.Outgoing;
        while (state.State.Outgoing is [var first, ..])
        {
            try
            {
                await GrainFactory.GetGrain<INotificationGrain>(_tenant).NotifyAsync(first);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                GrainLog.NotHandedOver(log, error, first.Id, _tenant);
                await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
                break;
            }
            state.State = state.State with { Outgoing = state.State.Outgoing.RemoveAt(0) };
        }
        if (state.State.Outgoing.Length < before.Length)
            await state.WriteStateAsync();
    }

    private async Task AnnounceAsync(IncidentChange change)
    {
        var view = View(change.Incident);
        var brief = IncidentViews.Short(view);
        var over = change.Incident.IsOver;
        // One that is over is forgotten here one day, so the list keeps all of it.
        var document = new ReadDocument("incident", _tenant, view.Id, _place, view.OpenedAt.ToUnixTimeMilliseconds(), !over, ViewJson.Text(over ? view : brief));
        await projection.PutAsync(document);
        if (over)
            await projection.RemoveAsync("incident-open", _tenant, view.Id);
        else
            await projection.PutAsync(document with { Kind = "incident-open", Active = false });
        await projection.TellAsync(_tenant, "incident." + change.What, "incidents/" + view.Id, brief);
    }

    private IncidentState Find(string incident) =>
        state.State.Place.Incidents.FirstOrDefault(one => IncidentViews.Id(one.Number, _place) == incident)
            ?? throw new NotFoundException($"{_place} remembers no incident {incident}. GET .../incidents lists all of them.");

    private IncidentView View(IncidentState incident) => IncidentViews.View(_tenant, _place, incident, clock.GetUtcNow());

    private IConnectorGrain Connector(string connector)
    {
        seal.ActAsPlatform(_tenant, "incidents");
        return GrainFactory.GetGrain<IConnectorGrain>(GrainKeys.Connector(_tenant, connector));
    }

    private static string Who() => (RequestContext.Get(SealedCaller.ContextKey) as SealedCaller)?.Caller.Subject ?? "platform";
}
