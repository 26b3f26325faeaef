using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Partitions;

/// <summary>Gives the partitions of a stream one by one. Its position can be saved and continued.</summary>
internal interface IPartitionRouter : IOptionSource
{
    /// <summary>The next partition; null after the last.</summary>
    ValueTask<Slice?> NextAsync(CancellationToken cancellationToken);

    /// <summary>State of the parents read incrementally; null where this kind of router has none.</summary>
    JsonObject? ParentState();

    JsonNode Save();

    void Load(JsonNode saved);
}

/// <summary>A router that contributes nothing to requests.</summary>
internal abstract class SilentRouter : IPartitionRouter
{
    public abstract ValueTask<Slice?> NextAsync(CancellationToken cancellationToken);

    public virtual JsonObject? ParentState() => null;

    public abstract JsonNode Save();

    public abstract void Load(JsonNode saved);

    public void Contribute(OptionSet options, Slice slice, Expressions.Value? token)
    {
    }
}

/// <summary>One empty partition: a stream that is not divided.</summary>
internal sealed class SingleRouter : SilentRouter
{
    private bool _given;

    public override ValueTask<Slice?> NextAsync(CancellationToken cancellationToken)
    {
        if (_given) return ValueTask.FromResult<Slice?>(null);
        _given = true;
        return ValueTask.FromResult<Slice?>(Slice.Empty);
    }

    public override JsonNode Save() => _given;

    public override void Load(JsonNode saved) => _given = saved.GetValue<bool>();
}
