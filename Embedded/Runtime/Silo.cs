using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Engine;

namespace Orleans.Runtime;

/// <summary>The engine of one host: its grain classes with their activations, its filters, its clock.</summary>
internal sealed class Silo : IGrainTurns
{
    private readonly SiloClasses _classes;
    private readonly CallFilters _filters;
    private volatile bool _stopped;
    private volatile bool _draining;

    public Silo(
        IServiceProvider services, SiloIdentity identity, SingletonServices singletons, IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection, EngineLog log, EngineMeters meters, IEnumerable<IIncomingGrainCallFilter> incoming,
        IEnumerable<IOutgoingGrainCallFilter> outgoing)
    {
        Services = services;
        Name = identity.Name;
        Singletons = singletons;
        Messaging = messaging.Value;
        Collection = collection.Value;
        Log = log;
        Meters = meters;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _filters = new CallFilters(incoming, outgoing, services.GetService<ActivityPropagation>() is not null);
        _classes = new SiloClasses(this);
        Pending = new PendingCalls(Time, Messaging.ResponseTimeout);
        Factory = new GrainFactory(this, _classes);
        GrainRuntime = new GrainRuntime(this);
        meters.Observe(this);
    }

    public IServiceProvider Services { get; }
    public string Name { get; }
    public SingletonServices Singletons { get; }
    public SiloMessagingOptions Messaging { get; }
    public GrainCollectionOptions Collection { get; }
    public EngineLog Log { get; }
    public EngineMeters Meters { get; }
    public TimeProvider Time { get; }
    public PendingCalls Pending { get; }
    public GrainFactory Factory { get; }
    public GrainRuntime GrainRuntime { get; }

    /// <summary>A coarse clock, moved on by the collector; so that a call need not read the time.</summary>
    public int Tick { get; set; }

    public bool AllowsDirectCalls => !_draining && !_stopped && _filters.AreNone && !Meters.MeasuresCalls;
    public bool HasIncomingFilters => _filters.HasIncoming;
    public IIncomingGrainCallFilter[] IncomingFilters => _filters.Incoming;
    public IOutgoingGrainCallFilter[] OutgoingFilters => _filters.Outgoing;
    public IEnumerable<GrainClass> Classes => _classes.InUse;

    IReadOnlyCollection<(GrainType Type, Type Class)> IGrainTurns.Classes => _classes.All;

    /// <summary>Starts a call on its way; the task is the caller's.</summary>
    public Task Send(Call call)
    {
        call.Source = RuntimeContext.Current as Activation;
        call.Context = RequestContext.Current;
        return _filters.HasOutgoing ? Engine.OutgoingFilters.Run(this, call) : Dispatch(call);
    }

    public Task Dispatch(Call call)
    {
        if (_stopped || (_draining && call.Source is null))
        {
            return call.Failed(new SiloUnavailableException($"The silo {Name} is stopping; grain {call.Reference!.GrainId} cannot be called any more."));
        }

        if (call.CallerToken.IsCancellationRequested)
        {
            return call.Failed(new OperationCanceledException(call.CallerToken));
        }

        if ((call.Options & MethodOptions.OneWay) != 0)
        {
            call.Reference!.Deliver(call, inline: false);
            return Task.CompletedTask;
        }

        call.WatchCancellation();
        Pending.Add(call);
        call.Reference!.Deliver(call, inline: true);
        return call.Promise;
    }

    /// <summary>Sends a call on whose activation went before it could begin.</summary>
    public void Redeliver(Call call)
    {
        if (call.IsPinned || _stopped)
        {
            call.Finish();
            call.Fail(new SiloUnavailableException($"Grain {call.Target?.GrainId} was deactivated before {call.Method} began, and the call cannot go elsewhere."));
            return;
        }

        call.Reference!.Deliver(call, inline: false);
    }

    public Task RunTurnAsync<TState>(
        Proxy reference, MethodDescriptor method, Func<IGrainContext, TState, CancellationToken, Task> turn, TState state, Call? subject, CancellationToken token) =>
        Send(new TurnCall<TState>(method, turn, state, subject, token) { Reference = reference });

    public Task RunAsync<TState>(
        GrainId grainId, Func<IGrainContext, TState, CancellationToken, Task> turn, TState state, CancellationToken cancellationToken) =>
        RunTurnAsync(new BareReference(new ProxyOrigin(_classes.OfType(grainId.Type), grainId.Key)), EngineMethods.Turn, turn, state, null, cancellationToken);

    /// <summary>Lets every activation finish what it has begun and go. Grains may still call grains meanwhile; nobody else may.</summary>
    public async Task DeactivateAllAsync(CancellationToken token)
    {
        _draining = true;
        while (_classes.InUse.SelectMany(c => c.Activations).ToList() is { Count: > 0 } activations)
        {
            var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is shutting down.");
            foreach (var activation in activations)
            {
                activation.Deactivate(reason, token);
            }

            await Task.WhenAll(activations.Select(a => a.Deactivated)).WaitAsync(token);
            token.ThrowIfCancellationRequested();
        }
    }

    public void Close()
    {
        _stopped = true;
        Pending.Dispose();
    }
}
