namespace Orleans.Runtime;

/// <summary>Values that travel with a call to the grains it reaches, and not back. An unverified claim of the caller.</summary>
public static class RequestContext
{
    internal const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    /// <summary>The values of the running code; never changed once set, so that they can be shared. Null when there are none.</summary>
    internal static Dictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>The id under which calls of this chain may reenter; <see cref="Guid.Empty"/> when they may not.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
            {
                Remove(ReentrancyKey);
            }
            else
            {
                Set(ReentrancyKey, value);
            }
        }
    }

    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    public static object? Get(string key) => Values.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    public static void Set(string key, object value)
    {
        var values = Values.Value is { } old ? new Dictionary<string, object>(old) : new Dictionary<string, object>(1);
        values[key] = value;
        Values.Value = values;
    }

    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        Values.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    public static void Clear()
    {
        if (Values.Value is not null)
        {
            Values.Value = null;
        }
    }

    /// <summary>Until disposed, calls that come back to this grain through the grains it calls run instead of waiting for it.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? Guid.NewGuid() : original);
    }

    /// <summary>Until disposed, calls made from here may not come back.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>A stretch of code with its own reentrancy id.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _current;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _current = newReentrancyId;
            if (_current != _original)
            {
                ReentrancyId = _current;
            }

            if (_current != Guid.Empty)
            {
                (RuntimeContext.Current as Activation)?.EnterReentrantSection(_current);
            }
        }

        public void Dispose()
        {
            if (_current != Guid.Empty)
            {
                (RuntimeContext.Current as Activation)?.LeaveReentrantSection(_current);
            }

            if (_current != _original)
            {
                ReentrancyId = _original;
            }
        }
    }
}
