using Orleans.Diagnostics;

namespace Orleans.Engine;

/// <summary>The filters of a silo. Those that carry traces count only while somebody listens.</summary>
internal sealed class CallFilters
{
    private readonly IIncomingGrainCallFilter[] _incoming;
    private readonly IOutgoingGrainCallFilter[] _outgoing;
    private readonly IIncomingGrainCallFilter[] _tracingIncoming;
    private readonly IOutgoingGrainCallFilter[] _tracingOutgoing;
    private readonly bool _traces;

    public CallFilters(IEnumerable<IIncomingGrainCallFilter> incoming, IEnumerable<IOutgoingGrainCallFilter> outgoing, bool traces)
    {
        _traces = traces;
        _incoming = [.. incoming];
        _outgoing = [.. outgoing];
        _tracingIncoming = [new TracingIncomingFilter(), .. _incoming];
        _tracingOutgoing = [new TracingOutgoingFilter(), .. _outgoing];
    }

    public IIncomingGrainCallFilter[] Incoming => Traces ? _tracingIncoming : _incoming;
    public IOutgoingGrainCallFilter[] Outgoing => Traces ? _tracingOutgoing : _outgoing;
    public bool HasIncoming => _incoming.Length > 0 || Traces;
    public bool HasOutgoing => _outgoing.Length > 0 || Traces;
    public bool AreNone => _incoming.Length == 0 && _outgoing.Length == 0 && !Traces;

    private bool Traces => _traces && (ActivitySources.ApplicationGrainSource.HasListeners() || ActivitySources.RuntimeGrainSource.HasListeners());
}

/// <summary>Registered when the silo is to carry traces across calls.</summary>
internal sealed class ActivityPropagation
{
}
