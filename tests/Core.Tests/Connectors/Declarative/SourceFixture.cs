using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Tests.Connectors.Declarative;

/// <summary>Small manifests and reads of them.</summary>
internal static class SourceFixture
{
    public static readonly TimeProvider Clock = new FixedClock(new DateTimeOffset(2025, 3, 10, 12, 0, 0, TimeSpan.Zero));

    /// <param name="stream">The stream's fields beside name and type, indented by four.</param>
    public static string Manifest(string stream) => $$$"""
        version: 6.0.0
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [items]}
        streams:
          - type: DeclarativeStream
            name: items
        {{{Indent(stream)}}}
        """;

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => "    " + line));

    public const string Requester = "requester: {type: HttpRequester, url_base: 'https://api.test', path: /items}";

    public static OpenedSource Open(string manifest, IHttpTransport transport, JsonObject? config = null, TimeProvider? clock = null, SourceOptions? options = null) =>
        DeclarativeSource.Parse(manifest, "test.yaml").Open(config ?? [], transport, clock ?? Clock, options);

    public static async Task<ReadResult> ReadAsync(OpenedSource source, string stream = "items", JsonNode? state = null, byte[]? from = null, int? maxPages = null)
    {
        var result = new ReadResult();
        var request = new StreamReadRequest { Stream = stream, SyncMode = SyncMode.Incremental, State = state, ResumeFrom = from, MaxPages = maxPages };
        await foreach (var page in source.ReadAsync(request, CancellationToken.None))
        {
            result.Pages.Add(Encoding.UTF8.GetString(page.Lines.Span));
            result.Checkpoints.Add(page.Checkpoint);
            result.State = page.State ?? result.State;
        }
        return result;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

internal sealed class ReadResult
{
    public List<string> Pages { get; } = [];

    public List<byte[]> Checkpoints { get; } = [];

    public JsonNode? State { get; set; }

    public IReadOnlyList<string> Lines => [.. Pages.SelectMany(page => page.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
}
