using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>The variables an expression may read, its clock and its limits. One reader owns one context and changes it between evaluations;
/// it must not be used by two threads at once.</summary>
/// <remarks>stream_interval and stream_partition are other names of stream_slice and follow it.</remarks>
public sealed class EvaluationContext
{
    private readonly Dictionary<string, Value> _variables;
    private readonly Value?[] _slots = new Value?[VariableSlots.Count];

    /// <param name="config">The user's configuration, a dict.</param>
    /// <param name="clock">Gives now_utc(), today_utc() and day_delta().</param>
    /// <param name="limits">Default <see cref="ExpressionLimits.Default"/>.</param>
    public EvaluationContext(Value config, TimeProvider clock, ExpressionLimits? limits = null)
    {
        (Clock, Limits, _variables) = (clock, limits ?? ExpressionLimits.Default, []);
        this["config"] = config;
    }

    public TimeProvider Clock { get; }

    public ExpressionLimits Limits { get; }

    /// <summary>Makes the ids of generate_uuid(). The default derives them from the clock and a counter.</summary>
    public Func<Guid>? NewId { get; set; }

    /// <summary>A variable; setting null removes it.</summary>
    /// <exception cref="ArgumentException">The name is one of the two aliases of stream_slice.</exception>
    public Value? this[string name]
    {
        get => VariableSlots.Of(name) is var slot and >= 0 ? _slots[slot] : _variables.GetValueOrDefault(name);
        set
        {
            if (name is "stream_interval" or "stream_partition")
                throw new ArgumentException($"{name} is an alias: set stream_slice", nameof(name));
            if (VariableSlots.Of(name) is var slot and >= 0) _slots[slot] = value;
            else if (value is null) _variables.Remove(name);
            else _variables[name] = value;
        }
    }

    /// <summary>A context of the same variables that can be changed apart.</summary>
    public EvaluationContext Fork()
    {
        var fork = new EvaluationContext(NoneValue.Instance, Clock, Limits) { NewId = NewId };
        _slots.CopyTo(fork._slots, 0);
        foreach (var (name, value) in _variables) fork._variables[name] = value;
        return fork;
    }

    internal Value? Find(int slot, string name) => slot >= 0 ? _slots[slot] : _variables.GetValueOrDefault(name);
}
