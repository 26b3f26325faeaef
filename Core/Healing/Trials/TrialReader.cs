using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Trials;

/// <summary>Reads a stream with any manifest through the connectors' own runtime.</summary>
/// <param name="open">Opens a manifest over a transport.</param>
public sealed class TrialReader(Func<JsonObject, IHttpTransport, IOpenedSource> open, IHttpTransport transport, TimeProvider clock, TrialPatience patience) : ITrialReader
{
    private const int MostRefreshes = 1_000;
    private const int MostStalls = 3;

    /// <summary>Requests made by all trials.</summary>
    public int Requests { get; private set; }

    public async Task<Observation> ReadAsync(JsonObject manifest, string stream, TrialLimits limits, CancellationToken cancellationToken)
    {
        var observing = new ObservingTransport(transport, clock, patience, limits.MaxRequests);
        var read = new Reading(stream, limits);
        for (var (refresh, stalled) = (0, 0); ; refresh++)
        {
            var before = read.Pages;
            var fault = await RunAsync(manifest, observing, read, cancellationToken);
            // A token that ended in the middle: the source is opened anew, which fetches another, and goes on behind the last page. Requests
            // that failed for other reasons may have used a token up before any page came.
            stalled = read.Pages > before ? 0 : stalled + 1;
            if (observing.Failure is { Diagnosis.Class: FailureClass.AuthExpired } expired && stalled <= MostStalls && observing.Tokens > refresh && refresh < MostRefreshes)
            {
                observing.Forgive(expired.Diagnosis);
                continue;
            }
            Requests += observing.Requests;
            return new Observation
            {
                Rows = read.Rows,
                Exchanges = observing.Exchanges,
                Failure = observing.Failure ?? fault,
                Complete = read.Ended,
                Survived = observing.Survived,
                Requests = observing.Requests,
                Pages = read.Pages,
                PageSizes = read.PageSizes,
            };
        }
    }

    private async Task<TrialFailure?> RunAsync(JsonObject manifest, ObservingTransport observing, Reading read, CancellationToken cancellationToken)
    {
        try
        {
            var source = open(manifest, observing);
            var request = new StreamReadRequest { Stream = read.Stream, ResumeFrom = read.Checkpoint, MaxPages = read.Limits.MaxPages - read.Pages };
            await foreach (var page in source.ReadAsync(request, cancellationToken)) read.Take(page);
            read.Ended = read.Limits.MaxPages is null || read.Pages < read.Limits.MaxPages;
            return null;
        }
        catch (ConnectorException exception)
        {
            // An answer came and the manifest's own way to the next page fails on it: the answer leads on in another way.
            if (observing.Pages > 0 && exception.Message.Contains("expression", StringComparison.Ordinal))
                return new TrialFailure(new Diagnosis(FailureClass.PaginationInvalid, exception.Message, false, null, [], NextAction.ChangePagination), null, observing.Pages);
            var kind = exception.Kind == FailureKind.Config ? FailureClass.Configuration : FailureClass.Unknown;
            return new TrialFailure(new Diagnosis(kind, exception.Message, false, null, [], NextAction.AskHuman), null, observing.Pages);
        }
    }

    private sealed class Reading(string stream, TrialLimits limits)
    {
        public string Stream => stream;

        public TrialLimits Limits => limits;

        public List<JsonObject> Rows { get; } = [];

        public byte[]? Checkpoint { get; private set; }

        public int Pages { get; private set; }

        public List<int> PageSizes { get; } = [];

        public bool Ended { get; set; }

        public void Take(RecordPage page)
        {
            var before = Rows.Count;
            foreach (var line in Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                if (JsonNode.Parse(line) is JsonObject row) Rows.Add(row);
            if (Rows.Count > before) PageSizes.Add(Rows.Count - before);
            Checkpoint = [.. page.Checkpoint];
            Pages++;
        }
    }
}
