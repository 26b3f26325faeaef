using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Pagination;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Selecting;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Reading;

internal enum JobStatus
{
    Running,
    Completed,
    Failed,
    TimedOut,
    Skipped,
}

/// <summary>
/// Pages of asynchronous jobs: for each slice a job is created, polled until it is done, and its results downloaded; a failed job is created
/// anew up to three times in all. A read that resumes in the middle of a slice creates the job anew and goes on with the same download.
/// </summary>
internal sealed record AsyncPages : IPageFetcher
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);

    private string? _jobSlice;
    private Slice? _downloadSlice;
    private List<string> _targets = [];
    private SchemaNormalization? _normalization;

    public required string Name { get; init; }

    public required SourceSession Session { get; init; }

    public required HttpRequester Creation { get; init; }

    public required HttpRequester Polling { get; init; }

    public required HttpRequester Download { get; init; }

    public HttpRequester? DownloadTarget { get; init; }

    public HttpRequester? Abort { get; init; }

    public HttpRequester? Delete { get; init; }

    public required RecordExtractor Status { get; init; }

    public RecordExtractor? Target { get; init; }

    public required RecordExtractor Records { get; init; }

    public required Paginator Paginator { get; init; }

    public required RecordSelector Selector { get; init; }

    public required IReadOnlyDictionary<string, JobStatus> Statuses { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Wait before a failed job is created anew; null for none.</summary>
    public TimeSpan? RetryWait { get; init; }

    public Value? InitialToken => null;

    public IPageFetcher Fork() => this with { _jobSlice = null, _downloadSlice = null, _targets = [], _lastPoll = null, Selector = Selector.Fork() };

    public async ValueTask<FetchedPage> FetchAsync(Slice slice, Value? token, bool first, CancellationToken cancellationToken)
    {
        if (first || _jobSlice != slice.Text) await RunJobAsync(slice, cancellationToken);
        var place = token as DictValue;
        var index = (int)(Tree.AsInteger(place?["target"]) ?? 0);
        var pageToken = place is null ? Paginator.InitialToken : place["page"] is { IsNone: false } given ? given : null;
        if (index >= _targets.Count) return await EndAsync(new FetchedPage(), slice, cancellationToken);
        return await DownloadAsync(slice, index, pageToken, cancellationToken);
    }

    private async ValueTask<FetchedPage> DownloadAsync(Slice slice, int index, Value? pageToken, CancellationToken cancellationToken)
    {
        var extra = Tree.CopyMap(_downloadSlice!.Extra);
        extra["download_target"] = Tree.Text(_targets[index]);
        var part = _downloadSlice.WithExtra(extra);
        var options = new OptionSet();
        Paginator.Contribute(options, part, pageToken);
        var answer = await Download.SendAsync(part, pageToken, Paginator.PathOf(pageToken), options, cancellationToken);
        try
        {
            var extracted = answer.Ok ? Records.Extract(answer).ToList() : [];
            if (Selector.Normalization is { } load) _normalization ??= await load(cancellationToken);
            var records = Selector.Process(extracted, slice, null, _normalization).ToList();
            var next = answer.Ok ? Paginator.Next(new PageResult(answer, extracted.Count, extracted.Count, extracted.LastOrDefault(), pageToken, slice)) : null;
            var place = next is not null ? Place(index, next) : index + 1 < _targets.Count ? Place(index + 1, Paginator.InitialToken) : null;
            var page = new FetchedPage { Answer = answer, Trees = records, NextToken = place };
            return place is null ? await EndAsync(page, slice, cancellationToken) : page;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private static DictValue Place(int index, Value? page)
    {
        var place = Tree.Map("target", IntValue.Of(index));
        place["page"] = page ?? Tree.None;
        return place;
    }

    private async ValueTask<FetchedPage> EndAsync(FetchedPage page, Slice slice, CancellationToken cancellationToken)
    {
        if (Delete is not null && _targets.Count > 0) (await Delete.SendAsync(_downloadSlice ?? slice, null, null, null, cancellationToken)).Dispose();
        _jobSlice = null;
        return page;
    }

    private async Task RunJobAsync(Slice slice, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var created = await Creation.SendAsync(slice, null, null, null, cancellationToken);
            if (!created.Ok) throw Exchange.Failure(Session, FailureKind.System, "The job could not be created.", created.Request, created);
            var creation = Context(created);
            var job = slice.WithExtra(With(slice.Extra, "creation_response", creation));
            var (status, polled) = await PollAsync(job, cancellationToken);
            if (status is JobStatus.Completed or JobStatus.Skipped)
            {
                _targets = [];
                _downloadSlice = polled is null ? job : job.WithExtra(With(job.Extra, "polling_response", polled));
                if (status == JobStatus.Completed) await FindTargetsAsync(polled!, cancellationToken);
                _jobSlice = slice.Text;
                return;
            }
            if (status == JobStatus.TimedOut && Abort is not null) (await Abort.SendAsync(job, null, null, null, cancellationToken)).Dispose();
            if (attempt == MaxAttempts)
                throw new ConnectorException(FailureKind.System, $"The job ended as {status} {MaxAttempts} times. Look at the job in the API, or read a shorter interval.") { Stream = Name, Slice = slice.Text };
            if (RetryWait is { } wait && status == JobStatus.Failed) await Session.WaitAsync(wait, cancellationToken);
        }
    }

    private HttpAnswer? _lastPoll;

    private async Task<(JobStatus Status, DictValue? Response)> PollAsync(Slice job, CancellationToken cancellationToken)
    {
        var started = Session.Clock.GetTimestamp();
        while (true)
        {
            var answer = await Polling.SendAsync(job, null, null, null, cancellationToken);
            _lastPoll?.Dispose();
            _lastPoll = answer;
            var text = Status.Extract(answer).FirstOrDefault()?.ToString() ?? "None";
            if (!Statuses.TryGetValue(text, out var status))
                throw Exchange.Failure(Session, FailureKind.System, $"The job's status '{text}' is not in status_mapping. Add it there.", answer.Request, answer);
            if (status != JobStatus.Running) return (status, Context(answer));
            if (Session.Clock.GetElapsedTime(started) > Timeout) return (JobStatus.TimedOut, null);
            await Session.WaitAsync(PollEvery, cancellationToken);
        }
    }

    private async Task FindTargetsAsync(DictValue polled, CancellationToken cancellationToken)
    {
        if (Target is null)
        {
            _targets = [""];
            return;
        }
        if (DownloadTarget is null)
        {
            _targets = [.. Target.Extract(_lastPoll!).Select(target => target.ToString())];
            return;
        }
        var slice = Slice.Empty.WithExtra(Tree.Map("polling_response", polled));
        using var answer = await DownloadTarget.SendAsync(slice, null, null, null, cancellationToken);
        _targets = [.. Target.Extract(answer).Select(target => target.ToString())];
    }

    /// <summary>An answer as templates see it: its body's fields, its headers and its request.</summary>
    private static DictValue Context(HttpAnswer answer)
    {
        var context = answer.Json is DictValue body ? Tree.CopyMap(body) : new DictValue();
        if (context["headers"] is null) context["headers"] = Tree.CopyMap(answer.HeaderMap);
        if (context["request"] is not null) return context;
        var request = Tree.Map("url", Tree.Text(answer.Request.Url));
        request["method"] = Tree.Text(answer.Request.Method);
        request["headers"] = new DictValue(answer.Request.Headers.Select(header => KeyValuePair.Create(header.Key, Tree.Text(header.Value))));
        context["request"] = request;
        return context;
    }

    private static DictValue With(DictValue extra, string key, Value value)
    {
        var copy = Tree.CopyMap(extra);
        copy[key] = value;
        return copy;
    }
}
