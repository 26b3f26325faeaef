using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Syncing;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>A source of 120 records in six pages that answers well and goes wrong without a word.</summary>
internal sealed class SilentSource : ISourceOpener, IOpenedSource
{
    private const int Pages = 6;
    private const int PageSize = 20;

    /// <summary>clean, null, half, empty, cut, repeat or refused.</summary>
    public string Mode { get; set; } = "clean";

    public IOpenedSource Open(SourceRequest request) => this;

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new CheckResult(true, ""));

    public Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StreamDescriptor>>(
    [
        new StreamDescriptor
        {
            Name = "contacts",
            JsonSchema = JsonNode.Parse("""{"properties":{"id":{"type":"integer"},"email":{"type":["string","null"]}}}""")!.AsObject(),
            PrimaryKey = [["id"]],
        },
    ]);

    public async IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (Mode == "refused")
            throw new ConnectorException(FailureKind.System, "401 from the source: the key was revoked. Give another.");
        var first = request.ResumeFrom is { } bytes ? int.Parse(Encoding.ASCII.GetString(bytes), CultureInfo.InvariantCulture) + 1 : 0;
        var pages = Mode is "empty" or "cut" ? 1 : Pages;
        for (var page = first; page < pages; page++)
            yield return Page(Mode == "repeat" ? 0 : page, page, Mode == "empty" ? 0 : PageSize, page == pages - 1);
    }

    private RecordPage Page(int content, int page, int size, bool last)
    {
        var lines = new StringBuilder();
        for (var id = content * PageSize; id < (content * PageSize) + size; id++)
        {
            var email = Mode == "null" || (Mode == "half" && id % 2 == 0) ? "null" : $"\"p{id}@example.com\"";
            lines.Append(CultureInfo.InvariantCulture, $$"""{"id":{{id}},"email":{{email}}}""").Append('\n');
        }
        return new RecordPage(Encoding.UTF8.GetBytes(lines.ToString()), size, () => Encoding.ASCII.GetBytes(page.ToString(CultureInfo.InvariantCulture)), () => null)
        {
            Page = page,
            Requests = 1,
            BytesRead = lines.Length,
            EndsSlice = last,
        };
    }
}
