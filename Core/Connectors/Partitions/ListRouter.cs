using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Partitions;

/// <summary>A partition for each value of a list.</summary>
internal sealed class ListRouter(IReadOnlyList<Value> values, string field, RequestOption? option) : IPartitionRouter
{
    private int _next;

    public ValueTask<Slice?> NextAsync(CancellationToken cancellationToken) => ValueTask.FromResult(
        _next < values.Count ? new Slice(Tree.Map(field, values[_next++]), new DictValue()) : null);

    public void Contribute(OptionSet options, Slice slice, Value? token)
    {
        if (option is not null && slice.Partition[field] is { Truthy: true } value) option.Inject(options, value);
    }

    public JsonObject? ParentState() => null;

    public JsonNode Save() => _next;

    public void Load(JsonNode saved) => _next = saved.GetValue<int>();
}
