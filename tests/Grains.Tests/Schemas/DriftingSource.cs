using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Syncing;

namespace Supertrack.Grains.Tests.Schemas;

/// <summary>One page of three records: as declared, with another type, with a member that nobody declared.</summary>
internal sealed class DriftingSource : ISourceOpener, IOpenedSource
{
    private static readonly byte[] Lines = Encoding.UTF8.GetBytes("{\"id\":1,\"text\":\"one\"}\n{\"id\":2,\"text\":2}\n{\"id\":3,\"text\":\"three\",\"age\":42}\n");

    public IOpenedSource Open(SourceRequest request) => this;

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new CheckResult(true, ""));

    public Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StreamDescriptor>>(
    [
        new StreamDescriptor
        {
            Name = "numbers",
            JsonSchema = JsonNode.Parse("""{"properties":{"id":{"type":"integer"},"text":{"type":"string"}}}""")!.AsObject(),
            PrimaryKey = [["id"]],
            CursorField = ["id"],
            SyncModes = [SyncMode.FullRefresh, SyncMode.Incremental],
        },
    ]);

    public async IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new RecordPage(Lines, 3, () => [1], () => new JsonObject { ["page"] = 0 }) { Requests = 1, BytesRead = Lines.Length, EndsSlice = true };
    }
}
