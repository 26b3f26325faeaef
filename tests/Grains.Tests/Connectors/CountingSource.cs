using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Syncing;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>A source of numbered records that can be told to fail or to wait at a page.</summary>
internal sealed class CountingSource(int pages, int pageSize) : ISourceOpener, IOpenedSource
{
    private readonly Queue<Exception> _failures = new();

    /// <summary>Pages read by everybody so far.</summary>
    public int PagesRead;

    /// <summary>Reading waits here before every page; null for no waiting.</summary>
    public Func<int, Task>? Gate { get; set; }

    public int FailAtPage { get; set; } = -1;

    /// <summary>What it fails with at that page every time; null for the queued failures.</summary>
    public Exception? FailsWith { get; set; }

    public void FailNext(params Exception[] failures)
    {
        foreach (var failure in failures)
            _failures.Enqueue(failure);
    }

    public IOpenedSource Open(SourceRequest request) =>
        request.Manifest.StartsWith("broken", StringComparison.Ordinal) ? throw new ManifestException("manifest", 3, "streams", "is missing.", "Add streams.") : this;

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
        var first = request.ResumeFrom is { } bytes ? int.Parse(Encoding.ASCII.GetString(bytes), CultureInfo.InvariantCulture) + 1
            : request.State is { } state ? state["page"]!.GetValue<int>() + 1
            : 0;
        for (var page = first; page < pages; page++)
        {
            if (Gate is { } gate)
                await gate(page).WaitAsync(cancellationToken);
            if (page == FailAtPage && FailsWith is { } always)
                throw always;
            if (page == FailAtPage && _failures.TryDequeue(out var failure))
                throw failure;
            Interlocked.Increment(ref PagesRead);
            yield return Page(page);
        }
    }

    private RecordPage Page(int page)
    {
        var lines = new StringBuilder();
        for (var index = 0; index < pageSize; index++)
            lines.Append(CultureInfo.InvariantCulture, $$"""{"id":{{page * pageSize + index}},"text":"record {{page}}"}""").Append('\n');
        return new RecordPage(
            Encoding.UTF8.GetBytes(lines.ToString()), pageSize, () => Encoding.ASCII.GetBytes(page.ToString(CultureInfo.InvariantCulture)), () => new JsonObject { ["page"] = page })
        {
            Requests = 1,
            BytesRead = lines.Length,
            EndsSlice = page == pages - 1,
        };
    }
}
