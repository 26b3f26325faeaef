using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>
/// The base of compiled proxies. A call first tries to run on the caller's thread: when the grain is idle and its method short,
/// that is a compare-and-swap, the method itself and another compare-and-swap. Otherwise the arguments go into a <see cref="Call"/>.
/// </summary>
public abstract class Proxy : GrainReference
{
    /// <summary>How many calls in a row a thread may run directly before one goes through the pool, so that nobody hogs a thread.</summary>
    private const int DirectCallsInARow = 512;

    private const int MaxDepth = 24;
    private const int Spins = 12;

    [ThreadStatic]
    private static int _depth;

    [ThreadStatic]
    private static int _inARow;

    private readonly GrainClass _class;
    private readonly IdSpan _key;
    private Activation? _activation;
    private WorkerPool? _pool;

    protected Proxy(in ProxyOrigin origin)
    {
        _class = origin.Class;
        _key = origin.Key;
    }

    public sealed override GrainId GrainId => new(_class.Type, _key);
    internal GrainClass Class => _class;
    internal IdSpan Key => _key;

    internal sealed override object As(Type interfaceType) =>
        interfaceType.IsInstanceOfType(this) ? this : _class.Silo.Factory.Reference(interfaceType, _class, _key);

    /// <summary>Begins a direct call; the generated code then calls the method on <see cref="DirectCall.Target"/>.</summary>
    protected bool TryEnter(MethodDescriptor method, out DirectCall call)
    {
        call = default;
        if (method.Pace.IsLong || !_class.AllowsDirectCalls || _depth >= MaxDepth || (++_inARow & (DirectCallsInARow - 1)) == 0)
        {
            return false;
        }

        var activation = _class.IsWorker ? TryOwnWorker() : TryOwnActivation();
        if (activation is null)
        {
            return false;
        }

        _depth++;
        call = new DirectCall(activation, method, this);
        return true;
    }

    internal static void LeaveDepth() => _depth--;

    protected Task<TResult> Send<TResult>(Call<TResult> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Reference = this;
        return (Task<TResult>)_class.Silo.Send(call);
    }

    protected Task Send(VoidCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Reference = this;
        return _class.Silo.Send(call);
    }

    /// <summary>Nobody waits for the answer.</summary>
    protected void SendOneWay(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Reference = this;
        _ = _class.Silo.Send(call);
    }

    /// <summary>A method that answers with a sequence; the grain produces it as it is consumed.</summary>
    protected IAsyncEnumerable<TItem> Enumerate<TItem>(SequenceCall<TItem> call) => new RemoteSequence<TItem>(this, call);

    internal void Deliver(Call call, bool inline)
    {
        if ((_inARow & (DirectCallsInARow - 1)) == 0)
        {
            _inARow++;
            inline = false;
        }

        inline = inline && !call.Method.Pace.IsLong && _depth < MaxDepth;
        if (inline)
        {
            _depth++;
        }

        if (_class.IsWorker)
        {
            (_pool ??= _class.FindPool(_key)).Accept(call, inline);
        }
        else
        {
            Current().Accept(call, inline);
        }

        if (inline)
        {
            _depth--;
        }
    }

    private Activation Current()
    {
        var activation = _activation;
        if (activation is null || activation.IsGone)
        {
            _activation = activation = _class.Find(_key);
        }

        return activation;
    }

    private Activation? TryOwnWorker() => (_pool ??= _class.FindPool(_key)).TryOwnReady();

    private Activation? TryOwnActivation()
    {
        var activation = Current();
        if (!activation.TryOwn() && !SpinForOwnership(activation))
        {
            return null;
        }

        if (activation.IsReady)
        {
            return activation;
        }

        activation.Release();
        return null;
    }

    private static bool SpinForOwnership(Activation activation)
    {
        for (var i = 0; i < Spins && activation.IsBrieflyOwned && !ReferenceEquals(SynchronizationContext.Current, activation); i++)
        {
            Thread.SpinWait(8);
            if (activation.TryOwn())
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A reference without an interface: it is cast to one before it is called.</summary>
internal sealed class BareReference(in ProxyOrigin origin) : Proxy(in origin)
{
}
