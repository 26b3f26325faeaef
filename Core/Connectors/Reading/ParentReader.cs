using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Partitions;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>A page of a parent stream.</summary>
/// <param name="StateChanged">The parent's state moved with this page.</param>
internal sealed record ParentPage(Slice Slice, IReadOnlyList<DictValue> Records, bool StateChanged);

/// <summary>Reads a parent stream for its children.</summary>
internal sealed class ParentReader(StreamPlan plan, JsonObject? state) : IDisposable
{
    private readonly StreamEngine _engine = new(plan, state);

    /// <returns>Null after the end. The records are valid until the next page is asked for.</returns>
    public async ValueTask<ParentPage?> NextPageAsync(CancellationToken cancellationToken)
    {
        if (await _engine.NextAsync(cancellationToken) is not { } page) return null;
        return new ParentPage(page.Slice, page.Page is null ? [] : [.. page.Page.Records()], page.EndsSlice);
    }

    public JsonObject State() => _engine.State();

    public JsonNode Save() => _engine.Save();

    public void Load(JsonNode saved) => _engine.Load(saved);

    public void Dispose() => _engine.Dispose();
}
