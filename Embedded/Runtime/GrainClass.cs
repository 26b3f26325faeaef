using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Engine;

namespace Orleans.Runtime;

/// <summary>A grain class in one silo: its rules, and the directory of its activations.</summary>
internal sealed class GrainClass
{
    private readonly ClassDescriptor _descriptor;
    private readonly ConcurrentDictionary<IdSpan, Activation> _activations = new();
    private readonly ConcurrentDictionary<IdSpan, WorkerPool>? _pools;
    private readonly Func<object?, Call, bool>? _mayInterleave;
    private readonly bool _isFilter;

    public GrainClass(Silo silo, ClassDescriptor descriptor)
    {
        Silo = silo;
        _descriptor = descriptor;
        Type = GrainType.Create(descriptor.TypeName);
        IsReentrant = Class.IsDefined(typeof(ReentrantAttribute), inherit: true);
        _mayInterleave = InterleavePredicate.Of(Class);
        _isFilter = typeof(IIncomingGrainCallFilter).IsAssignableFrom(Class);
        IsPlain = !Overrides(nameof(Grain.OnActivateAsync)) && !Overrides(nameof(Grain.OnDeactivateAsync));
        (AgeLimit, IsCollected) = CollectionRule();
        if (Class.GetCustomAttribute<StatelessWorkerAttribute>(inherit: true) is { } worker)
        {
            MaxWorkers = worker.MaxLocalWorkers < 1 ? Environment.ProcessorCount : worker.MaxLocalWorkers;
            _pools = new();
        }

        MaxWaiting = MaxWorkers > 0 ? silo.Messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker : silo.Messaging.MaxEnqueuedRequestsHardLimit;
    }

    public Silo Silo { get; }
    public GrainType Type { get; }
    public Type Class => _descriptor.Class;
    public Type[] Interfaces => _descriptor.Interfaces;
    public bool IsReentrant { get; }

    /// <summary>0 for a class that is no stateless worker.</summary>
    public int MaxWorkers { get; }

    public bool IsWorker => MaxWorkers > 0;

    /// <summary>Nothing to do on activation and deactivation.</summary>
    public bool IsPlain { get; }

    public TimeSpan AgeLimit { get; }
    public bool IsCollected { get; }
    public int MaxWaiting { get; }
    public bool RunsFilters => _isFilter || Silo.HasIncomingFilters;

    /// <summary>Whether calls may run without an object that stands for them.</summary>
    public bool AllowsDirectCalls => !_isFilter && Silo.AllowsDirectCalls;

    public IEnumerable<Activation> Activations =>
        _pools is null ? _activations.Select(pair => pair.Value) : _pools.SelectMany(pair => pair.Value.Workers);

    public int Count => _pools is null ? _activations.Count : _pools.Sum(pair => pair.Value.Workers.Length);

    public Activation Find(IdSpan key) =>
        _activations.TryGetValue(key, out var found) ? found : _activations.GetOrAdd(key, static (key, self) => new Activation(self, key), this);

    public WorkerPool FindPool(IdSpan key) => _pools!.GetOrAdd(key, static (key, self) => new WorkerPool(self, key), this);

    public void Remove(Activation activation)
    {
        if (activation.Pool is { } pool)
        {
            pool.Remove(activation);
        }
        else
        {
            _activations.TryRemove(new KeyValuePair<IdSpan, Activation>(activation.Key, activation));
        }
    }

    public object Construct(Activation activation) => _descriptor.Create(new GrainServices(activation));

    public GrainReference SelfReference(IdSpan key) => new BareReference(new ProxyOrigin(this, key));

    public bool CanInterleave(Call call) =>
        IsReentrant || call.Options != MethodOptions.None || _mayInterleave is not null || call.ReentrancyId != Guid.Empty;

    public bool MayInterleave(object? instance, Call call) => _mayInterleave is not null && _mayInterleave(instance, call);

    private bool Overrides(string method) =>
        !typeof(Grain).IsAssignableFrom(Class)
        || Class.GetMethods(BindingFlags.Instance | BindingFlags.Public).Any(m => m.Name == method && m.DeclaringType != typeof(Grain));

    private (TimeSpan Limit, bool IsCollected) CollectionRule()
    {
        if (Class.IsDefined(typeof(KeepAliveAttribute), inherit: true))
        {
            return (TimeSpan.MaxValue, false);
        }

        if (Silo.Collection.ClassSpecificCollectionAge.TryGetValue(Class.FullName!, out var configured))
        {
            return (configured, true);
        }

        return Class.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true) is { } own
            ? (own.AgeLimit, !own.AlwaysActive)
            : (Silo.Collection.CollectionAge, true);
    }
}
