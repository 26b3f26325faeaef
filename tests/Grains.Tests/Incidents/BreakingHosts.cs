using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Syncing;

namespace Supertrack.Grains.Tests.Incidents;

/// <summary>Sources of one record, each on the host that its manifest names; a broken host answers 410.</summary>
internal sealed class BreakingHosts : ISourceOpener
{
    private readonly ConcurrentDictionary<string, int> _broken = new();

    public static string Manifest(string host) => "host: " + host;

    public void Break(string host, int status = 410) => _broken[host] = status;

    public void Mend(string host) => _broken.TryRemove(host, out _);

    public IOpenedSource Open(SourceRequest request) => new Source(this, request.Manifest[6..]);

    private sealed class Source(BreakingHosts hosts, string host) : IOpenedSource
    {
        public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new CheckResult(true, ""));

        public Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StreamDescriptor>>(
            [new StreamDescriptor { Name = "things", JsonSchema = JsonNode.Parse("""{"properties":{"id":{"type":"integer"}}}""")!.AsObject(), PrimaryKey = [["id"]], SyncModes = [SyncMode.FullRefresh] }]);

        public async IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            if (hosts._broken.TryGetValue(host, out var status))
                throw new ConnectorException(FailureKind.System, $"{status} on /v1/things. Ask the vendor.") { Url = $"https://{host}/v1/things?page=1", Status = status };
            yield return new RecordPage(Encoding.UTF8.GetBytes("{\"id\":1}\n"), 1, () => "0"u8.ToArray(), () => new JsonObject()) { Requests = 1, BytesRead = 9, EndsSlice = true };
        }
    }
}
