using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Schemas.Evolution;
using Supertrack.Core.Storage;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Schemas;
using Supertrack.Grains.Interfaces.Tenants;

namespace Supertrack.Grains.Schemas;

/// <summary>
/// Versions of one stream's schema, who relies on it, and what becomes of drift. A decision is stored before it is carried out, and what a
/// crash left undone is carried out with the next call.
/// </summary>
public sealed class SchemaGrain(
    [PersistentState(StorageNames.Schema, StorageNames.Provider)] IPersistentState<SchemaState> state,
    CallerSeal seal, Projection projection, TimeProvider clock) : Grain, ISchemaGrain
{
    private const int MostEvents = 50;
    private static readonly TimeSpan PolicyAge = TimeSpan.FromMinutes(1);

    private string _tenant = "", _connector = "", _stream = "";
    private (SchemaPolicy Policy, DateTimeOffset At)? _ofTenant;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _connector, _stream) = GrainKeys.SplitSchema(this.GetPrimaryKeyString());
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<SchemaDirections> DeclareStreamAsync(StreamDeclaration declaration)
    {
        var reader = "connectors/" + _connector;
        if (!state.State.Readers.GetValueOrDefault(reader, []).SequenceEqual(declaration.ReliedOn))
            await StoreAsync(state.State with { Readers = declaration.ReliedOn.IsEmpty ? state.State.Readers.Remove(reader) : state.State.Readers.SetItem(reader, declaration.ReliedOn) });
        return await DeclareAsync(declaration.Schema);
    }

    public async Task<SchemaDirections> DeclareAsync(string schema)
    {
        var policy = await PolicyAsync();
        if (state.State.Declared != schema)
        {
            var declared = Parse(schema);
            if (state.State.Versions.IsEmpty) await StoreAsync(state.State with { Versions = [Version(1, "1.0.0", declared, "declared", new SchemaDifference([]))], CarriedOut = 1, Declared = schema });
            else await TakeAsync(WithObserved(declared), complete: true, "declared", policy, state.State with { Declared = schema });
        }
        await CarryOutAsync();
        return new SchemaDirections(policy is SchemaPolicy.PropagateAll or SchemaPolicy.FieldsOnly);
    }

    public async Task ObserveAsync(SchemaObservation observation)
    {
        var policy = await PolicyAsync();
        if (state.State.Versions.IsEmpty) await StoreAsync(state.State with { Versions = [Version(1, "1.0.0", Parse(observation.Schema), "observed", new SchemaDifference([]))], CarriedOut = 1 });
        else await TakeAsync(Parse(observation.Schema), complete: false, "observed", policy, state.State);
        await CarryOutAsync();
        if (observation.Misfits > 0) await QuarantineAsync(observation.Misfits);
    }

    public async Task<SchemaView> GetAsync()
    {
        Existing();
        await CarryOutAsync();
        return await ViewAsync();
    }

    public Task<ImmutableArray<SchemaVersionView>> HistoryAsync() => Task.FromResult<ImmutableArray<SchemaVersionView>>([.. Existing().Versions.Reverse()]);

    public Task<ImmutableArray<SchemaEventView>> EventsAsync() => Task.FromResult(Existing().Events);

    public async Task<SchemaView> SetPolicyAsync(string? policy)
    {
        await StoreAsync(state.State with { Policy = policy is null ? null : SchemaViews.Policy(policy) });
        return await ViewAsync();
    }

    public async Task<SchemaView> RelyAsync(string reader, ImmutableArray<string> fields)
    {
        if (string.IsNullOrWhiteSpace(reader) || reader.Length > 200) throw new InvalidRequestException("invalid_reader", "A reader's name has 1 to 200 characters, e.g. pipelines/orders.");
        var readers = fields.IsDefaultOrEmpty ? state.State.Readers.Remove(reader) : state.State.Readers.SetItem(reader, [.. fields.Distinct().Order(StringComparer.Ordinal)]);
        await StoreAsync(state.State with { Readers = readers });
        return await ViewAsync();
    }

    public async Task<SchemaView> DecideAsync(bool approve, string reason)
    {
        var present = Existing();
        if (present is not { PendingSchema: { } pending, Pending: { } was }) throw new ConflictException("nothing_pending", $"No change of {Subject} waits for a decision.");
        if (approve && await PolicyAsync() == SchemaPolicy.Freeze) throw new ConflictException("schema_frozen", $"{Subject} is frozen. Set another policy first.");
        var decided = was with { At = clock.GetUtcNow(), Outcome = approve ? "approved" : "rejected", Reason = reason };
        var next = present with { PendingSchema = null, Pending = null, Events = Newest(present, decided), RejectedSchema = approve ? null : pending };
        await StoreAsync(approve ? Raised(next, Parse(pending), "approved") : next);
        await TellAsync(approve ? "schema.approved" : "schema.rejected", decided);
        await CarryOutAsync();
        return await ViewAsync();
    }

    public async Task<SchemaView> ContractAsync()
    {
        if (Existing().Open.IsEmpty) throw new ConflictException("nothing_open", $"No change of {Subject} keeps a view of an old shape.");
        foreach (var open in state.State.Open)
        {
            await Worker().ContractAsync(Order(open.Number), open.Ticket);
            await StoreAsync(state.State with { Open = state.State.Open.Remove(open) });
        }
        return await ViewAsync();
    }

    /// <summary>What only data ever showed is not gone because a declaration does not name it: it never did.</summary>
    private JsonObject WithObserved(JsonObject declared)
    {
        var before = state.State.Declared is { } last ? Parse(last)["properties"] as JsonObject : null;
        if (declared["properties"] is not JsonObject properties) declared["properties"] = properties = [];
        foreach (var (name, rule) in Parse(state.State.Versions[^1].Schema)["properties"] as JsonObject ?? [])
            if (before?.ContainsKey(name) != true && !properties.ContainsKey(name)) properties[name] = rule?.DeepClone();
        return declared;
    }

    private async Task TakeAsync(JsonObject seen, bool complete, string origin, SchemaPolicy policy, SchemaState present)
    {
        var judgement = SchemaEvolution.Judge(Parse(present.Versions[^1].Schema), seen, complete, policy);
        var told = new List<SchemaEventView>();
        if (judgement.Applied is { } applied)
        {
            told.Add(Event("applied", judgement.AppliedChanges, present));
            present = Raised(present with { Events = Newest(present, told[^1]) }, applied, origin);
        }
        if (judgement.Pending is { } pending && pending.ToJsonString() is var text && text != present.PendingSchema && text != present.RejectedSchema)
        {
            told.Add(Event("pending", judgement.PendingChanges, present));
            present = present with { PendingSchema = text, Pending = told[^1], Events = Newest(present, told[^1]) };
        }
        if (!ReferenceEquals(present, state.State)) await StoreAsync(present);
        foreach (var drift in told) await TellAsync("schema.drifted", drift);
    }

    /// <summary>Lets the warehouse follow, version by version; repeating it after a crash changes nothing.</summary>
    private async Task CarryOutAsync()
    {
        while (state.State.CarriedOut < state.State.Versions.Length)
        {
            var number = state.State.CarriedOut + 1;
            var report = await Worker().EvolveAsync(Order(number));
            var open = report.Ticket is { } ticket ? state.State.Open.Add(new OpenEvolution(number, ticket, report.OldView)) : state.State.Open;
            await StoreAsync(state.State with { CarriedOut = number, Open = open });
            await TellAsync("schema.evolved", Event("applied", new SchemaDifference([]), state.State) with { Changes = state.State.Versions[number - 1].Changes, Reason = report.Left.IsEmpty ? "" : $"left as they are: {string.Join(", ", report.Left)}" });
        }
    }

    private async Task QuarantineAsync(long misfits)
    {
        var rows = await Worker().QuarantineAsync(Order(state.State.Versions.Length));
        if (rows == state.State.Quarantined) return;
        var drift = new SchemaEventView { At = clock.GetUtcNow(), Outcome = "quarantined", Reason = $"{misfits} values did not fit their columns; {rows} are in quarantine" };
        await StoreAsync(state.State with { Quarantined = rows, Events = Newest(state.State, drift) });
        await TellAsync("schema.quarantined", drift);
    }

    private SchemaState Raised(SchemaState present, JsonObject schema, string origin)
    {
        var last = present.Versions[^1];
        var difference = SchemaDiff.Compare(Parse(last.Schema), schema);
        return present with { Versions = present.Versions.Add(Version(last.Number + 1, SchemaEvolution.Next(last.Version, difference), schema, origin, difference)), RejectedSchema = null };
    }

    private SchemaVersionView Version(int number, string version, JsonObject schema, string origin, SchemaDifference difference) =>
        new() { Number = number, Version = version, Schema = schema.ToJsonString(), At = clock.GetUtcNow(), Origin = origin, Changes = SchemaViews.Changes(difference) };

    private SchemaEventView Event(string outcome, SchemaDifference difference, SchemaState present) =>
        new() { At = clock.GetUtcNow(), Outcome = outcome, Changes = SchemaViews.Changes(difference), Impact = SchemaViews.Impact(difference, present.Readers) };

    private static ImmutableArray<SchemaEventView> Newest(SchemaState present, SchemaEventView drift) => [drift, .. present.Events.Take(MostEvents - 1)];

    /// <summary>The dataset's own policy, else the tenant's, asked again every minute.</summary>
    private async Task<SchemaPolicy> PolicyAsync()
    {
        if (state.State.Policy is { } own) return own;
        if (_ofTenant is { } known && clock.GetUtcNow() - known.At < PolicyAge) return known.Policy;
        seal.ActAsPlatform(_tenant, "schema");
        SchemaPolicy policy;
        try
        {
            policy = SchemaViews.Policy((await GrainFactory.GetGrain<ITenantGrain>(_tenant).GetAsync()).SchemaPolicy);
        }
        catch (NotFoundException)
        {
            policy = SchemaPolicy.PropagateAll;
        }
        _ofTenant = (policy, clock.GetUtcNow());
        return policy;
    }

    private async Task StoreAsync(SchemaState next)
    {
        state.State = next;
        await state.WriteStateAsync();
        if (next.Versions.IsEmpty) return;
        var body = ViewJson.Text(new { tenant = _tenant, connector = _connector, stream = _stream, version = next.Versions[^1].Version, pending = next.Pending is not null, quarantined = next.Quarantined });
        await projection.PutAsync(new ReadDocument("schema", _tenant, $"{_connector}/{_stream}", _connector, next.Versions[^1].At.ToUnixTimeMilliseconds(), Active: false, body));
    }

    private async Task<SchemaView> ViewAsync()
    {
        var present = state.State;
        var policy = await PolicyAsync();
        return new SchemaView
        {
            Tenant = _tenant,
            Connector = _connector,
            Stream = _stream,
            Version = present.Versions.IsEmpty ? "0.0.0" : present.Versions[^1].Version,
            Schema = present.Versions.IsEmpty ? "{}" : present.Versions[^1].Schema,
            Policy = SchemaViews.Name(policy),
            PolicyOfTenant = present.Policy is null,
            Readers = [.. present.Readers.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new SchemaRelianceView(r.Key, r.Value))],
            Pending = present.Pending,
            OldView = present.Open.IsEmpty ? null : present.Open[0].OldView,
            Quarantined = present.Quarantined,
            Evolving = present.CarriedOut < present.Versions.Length,
        };
    }

    private Task TellAsync(string what, SchemaEventView drift) => projection.TellAsync(_tenant, what, Subject, drift);

    private string Subject => $"connectors/{_connector}/schemas/{_stream}";

    private EvolutionOrder Order(int number) => new(_tenant, _connector, _stream, number - 1, state.State.Versions[Math.Max(0, number - 2)].Schema, state.State.Versions[number - 1].Schema);

    private ISchemaWorker Worker()
    {
        seal.ActAsPlatform(_tenant, "schema");
        return GrainFactory.GetGrain<ISchemaWorker>(0);
    }

    private SchemaState Existing() => state.State.Versions.IsEmpty
        ? throw new NotFoundException($"No run has read {Subject} yet, so its schema is not known. Start a run of the connector.")
        : state.State;

    private static JsonObject Parse(string schema) => JsonNode.Parse(schema)!.AsObject();
}
