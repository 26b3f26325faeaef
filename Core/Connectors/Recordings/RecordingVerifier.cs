using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Replays recordings through a manifest and compares the records with those that were recorded. No socket is opened.</summary>
/// <param name="manifest">The manifest to try.</param>
/// <param name="config">Its configuration; secrets may be any text.</param>
/// <param name="now">The moment of a recording that does not say when it was made.</param>
/// <param name="policy">How personal fields were masked when recording; keys are compared masked.</param>
/// <param name="pseudonyms">The key of that masking; null where the cassette holds plain values.</param>
public sealed class RecordingVerifier(ConnectorManifest manifest, JsonObject config, DateTimeOffset now, FieldPolicy? policy = null, Pseudonyms? pseudonyms = null)
{
    /// <exception cref="ConnectorException">The manifest cannot be opened with the configuration.</exception>
    public async Task<Verification> VerifyAsync(RecordedStream recording, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var start = recording.Start?.At ?? now;
        var answers = new RecordedAnswers(recording, start);
        var clock = new ReplayClock(start);
        var source = manifest.Open((JsonObject)config.DeepClone(), answers, NoPlaces.Instance, clock);
        var (pages, failure) = (new List<PageSummary>(), (RecordingDifference?)null);
        try
        {
            var streams = await source.DiscoverAsync(cancellationToken);
            if (streams.FirstOrDefault(stream => stream.Name == recording.Stream) is { } stream)
                await ReadAsync(source, stream, recording, pages, cancellationToken);
            else
                failure = new("stream_missing", "", $"The manifest has no stream '{recording.Stream}'; it has {string.Join(", ", streams.Select(one => one.Name))}.");
        }
        catch (Exception error) when (error is ConnectorException or HttpTransportException)
        {
            failure = Failure(error);
        }
        var expected = recording.Pages;
        IEnumerable<RecordingDifference> differences = failure is null ? [] : [failure];
        if (expected.Count > 0)
            differences = differences.Concat(RecordingComparison.Differences(expected, pages));
        return new Verification(
            recording.Stream, recording.Start?.Run ?? 0, pages.Count, answers.Requests,
            expected.Count > 0 ? expected.Sum(page => (long)page.Count) : null, pages.Sum(page => (long)page.Count), [.. differences]);
    }

    private async Task ReadAsync(
        IOpenedSource source, StreamDescriptor stream, RecordedStream recording, List<PageSummary> pages, CancellationToken cancellationToken)
    {
        var summarizer = new PageSummarizer(stream.PrimaryKey, pseudonyms is null ? null : new PersonalMask(policy ?? FieldPolicy.None, pseudonyms));
        var most = recording.Pages.Count;
        var incremental = recording.Start?.Mode == SyncMode.Incremental && stream.SyncModes.Contains(SyncMode.Incremental);
        var request = new StreamReadRequest
        {
            Stream = stream.Name,
            SyncMode = incremental ? SyncMode.Incremental : SyncMode.FullRefresh,
            State = incremental ? recording.Start?.State : null,
            MaxPages = most > 0 ? most : null,
        };
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            pages.Add(summarizer.Summarize(pages.Count + 1, page.Lines));
            if (most > 0 && pages.Count >= most)
                return;
        }
    }

    private static RecordingDifference Failure(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException!)
        {
            if (inner is HttpTransportException { Failure: TransportFailure.NotRecorded })
                return new("request_unanswered", "", inner.Message);
        }
        return new("read_failed", "", error.Message);
    }
}
