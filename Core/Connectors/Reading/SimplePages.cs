using System.Text.Json;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Pagination;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Selecting;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Pages by one requester: request, select, ask the paginator for the next.</summary>
internal sealed record SimplePages : IPageFetcher
{
    private JsonRecords? _finder;
    private bool _readsAhead;
    private SchemaNormalization? _normalization;

    public required string Name { get; init; }

    public required HttpRequester Requester { get; init; }

    public required RecordSelector Selector { get; init; }

    public required Paginator Paginator { get; init; }

    /// <summary>What router and cursor add to requests.</summary>
    public required IOptionSource Slicing { get; init; }

    /// <summary>Router and cursor add nothing to later pages.</summary>
    public bool FirstPageOnlySliced { get; init; }

    /// <summary>Drops records after pagination has seen them; set for data feeds.</summary>
    public Func<DictValue, Slice, bool>? KeepAfterPaging { get; init; }

    /// <summary>Field that the cursor follows; null for none.</summary>
    public string? CursorField { get; init; }

    public QueryProperties? Properties { get; init; }

    /// <summary>A child's first page comes with its parent's record.</summary>
    public bool Lazy { get; init; }

    public PaginationReset? Reset { get; init; }

    public Value? InitialToken => Paginator.InitialToken;

    public IPageFetcher Fork() => this with { _finder = null, _readsAhead = true, Selector = Selector.Fork(), Reset = Reset?.Fork() };

    public async ValueTask<FetchedPage> FetchAsync(Slice slice, Value? token, bool first, CancellationToken cancellationToken)
    {
        if (first) Reset?.Begin(slice);
        try
        {
            var page = Properties is null
                ? await OnePageAsync(slice, token, first, cancellationToken)
                : await ChunkedPageAsync(slice, token, cancellationToken);
            return Reset is not null && page.NextToken is not null && Reset.LimitReached ? Restart(page, slice) : page;
        }
        catch (PaginationResetException)
        {
            return Restart(new FetchedPage(), slice);
        }
    }

    private FetchedPage Restart(FetchedPage page, Slice slice) => new()
    {
        Answer = page.Answer,
        Ranges = page.Ranges,
        Trees = page.Trees,
        NextToken = Paginator.InitialToken,
        Again = true,
        NextSlice = (Reset ?? new PaginationReset(null, null)).Narrow(slice),
    };

    private async ValueTask<FetchedPage> OnePageAsync(Slice slice, Value? token, bool first, CancellationToken cancellationToken)
    {
        var answer = Lazy && first && slice.Extra[SubstreamRouter.ChildResponse] is { } given
            ? Given(given)
            : await SendAsync(slice, token, cancellationToken);
        try
        {
            if (!answer.Ok) return new FetchedPage { Answer = answer };
            if (Selector.IsRaw && KeepAfterPaging is null && Reset is null) return RawPage(answer, slice, token);
            var records = await SelectAsync(answer, slice, token, cancellationToken);
            return TreePage(answer, records, slice, token);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private HttpAnswer Given(Value body)
    {
        var request = new Http.HttpExchangeRequest { Method = "GET", Url = "", Stream = Name };
        return new HttpAnswer(request, 200, [], BodyBuffer.Of(JsonText.ToBytes(body)));
    }

    private async Task<HttpAnswer> SendAsync(Slice slice, Value? token, CancellationToken cancellationToken)
    {
        var options = new OptionSet();
        Paginator.Contribute(options, slice, token);
        if (token is null || !FirstPageOnlySliced)
        {
            var sliced = new OptionSet();
            Slicing.Contribute(sliced, slice, token);
            options.Merge(sliced);
        }
        return await Requester.SendAsync(slice, token, Paginator.PathOf(token), options, cancellationToken);
    }

    private async ValueTask<List<DictValue>> SelectAsync(HttpAnswer answer, Slice slice, Value? token, CancellationToken cancellationToken)
    {
        if (Selector.Normalization is { } load) _normalization ??= await load(cancellationToken);
        if (Selector.Extractor.RawPath is null) return Selector.Select(answer, slice, token, _normalization).ToList();
        var extracted = Find(answer).Select(range => Value.Parse(answer.Body.Slice(range.Start, range.Length)));
        return Selector.Process(extracted, slice, token, _normalization).ToList();
    }

    private List<RecordRange> Find(HttpAnswer answer)
    {
        // The finder's list is used again for the next page, which must wait until this one is done with.
        if (_finder is null || _readsAhead) _finder = new JsonRecords(Selector.Extractor.RawPath!, CursorField);
        answer.MakeUtf8();
        try
        {
            var ranges = _finder.Find(answer.Body.Span);
            answer.IsValidJson = true;
            return ranges;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            if (answer.Mend()) return Find(answer);
            Requester.Session.Note($"{answer.Request.Method} {answer.Request.Url}: the answer is no JSON and gives no records ({exception.Message})");
            return [];
        }
    }

    private FetchedPage RawPage(HttpAnswer answer, Slice slice, Value? token)
    {
        var ranges = Find(answer);
        foreach (var range in ranges)
            if (answer.Body.Span[range.Start] != (byte)'{')
                throw new ConnectorException(FailureKind.System, "A record is no object. Correct field_path of the extractor.") { Stream = Name };
        var last = ranges.Count > 0 && Paginator.ReadsAnswer ? new DictValue(answer.Body.Slice(ranges[^1].Start, ranges[^1].Length)) : null;
        var next = Paginator.Next(new PageResult(answer, ranges.Count, ranges.Count, last, token, slice));
        return new FetchedPage { Answer = answer, Ranges = ranges, NextToken = next };
    }

    private FetchedPage TreePage(HttpAnswer answer, List<DictValue> records, Slice slice, Value? token)
    {
        Reset?.Observe(records);
        var next = Paginator.Next(new PageResult(answer, Selector.Extracted, records.Count, records.LastOrDefault(), token, slice));
        IReadOnlyList<DictValue> kept = KeepAfterPaging is null ? records : records.Where(record => KeepAfterPaging(record, slice)).ToList();
        return new FetchedPage { Answer = answer, Trees = kept, NextToken = next };
    }

    private async ValueTask<FetchedPage> ChunkedPageAsync(Slice slice, Value? token, CancellationToken cancellationToken)
    {
        var (records, merged) = (new List<DictValue>(), new OrderedDictionary<string, DictValue>(StringComparer.Ordinal));
        HttpAnswer? answer = null;
        foreach (var chunk in await Properties!.ChunksAsync(cancellationToken))
        {
            answer?.Dispose();
            var part = slice.WithExtra(Tree.Map("query_properties", new ListValue(chunk.Select(Tree.Text).ToList())));
            answer = await SendAsync(part, token, cancellationToken);
            if (!answer.Ok) continue;
            foreach (var record in await SelectAsync(answer, part, token, cancellationToken))
            {
                var own = Tree.CopyMap(record);
                if (Properties.MergeKey(own) is not { } key) records.Add(own);
                else if (merged.TryGetValue(key, out var known)) QueryProperties.Merge(known, own);
                else merged[key] = own;
            }
        }
        records.AddRange(merged.Values);
        return answer is { Ok: true } ? TreePage(answer, records, slice, token) : new FetchedPage { Answer = answer, Trees = records };
    }
}
