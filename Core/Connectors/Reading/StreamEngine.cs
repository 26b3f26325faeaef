using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Partitions;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>One page as the engine gives it; <see cref="Page"/> is null for the end of the stream.</summary>
internal readonly record struct EnginePage(Slice Slice, int Number, bool EndsSlice, FetchedPage? Page);

/// <summary>Reads a stream slice by slice and page by page, and can be saved after each page.</summary>
internal sealed class StreamEngine : IDisposable
{
    private readonly StreamPlan _plan;
    private readonly StreamCursor _cursor;
    private readonly IPageFetcher _pages;
    private readonly Queue<Slice> _given = new();
    private Slice? _slice;
    private Slice? _whole;
    private Value? _token;
    private int _number;
    private bool _done;
    private readonly SlicesAhead? _ahead;
    private FetchedPage? _current;

    /// <param name="plan">What to read.</param>
    /// <param name="state">State of an earlier read.</param>
    /// <param name="width">Slices to read side by side; with 1 each is asked for when the one before has ended.</param>
    public StreamEngine(StreamPlan plan, JsonObject? state, int width = 1)
    {
        _plan = plan;
        _cursor = plan.OpenCursor(state);
        _pages = plan.OpenPages(_cursor, state is { Count: > 0 });
        if (width > 1) _ahead = new SlicesAhead(_cursor, _pages, width);
    }

    public JsonObject State() => _cursor.State();

    /// <returns>Null after the end.</returns>
    public async ValueTask<EnginePage?> NextAsync(CancellationToken cancellationToken)
    {
        Release();
        if (_done) return null;
        if (_ahead is not null) return await NextAheadAsync(_ahead, cancellationToken);
        var first = _slice is null;
        if (first)
        {
            _slice = _given.TryDequeue(out var given) ? given : await _cursor.NextAsync(cancellationToken);
            if (_slice is null) return Finish();
            (_whole, _token, _number) = (_slice, _pages.InitialToken, 0);
        }
        var slice = _slice!;
        try
        {
            _current = await _pages.FetchAsync(slice, _token, first, cancellationToken);
        }
        catch (ConnectorException exception)
        {
            throw Located(exception, slice);
        }
        Observe(slice, _current);
        return Advance(slice);
    }

    private async ValueTask<EnginePage?> NextAheadAsync(SlicesAhead ahead, CancellationToken cancellationToken)
    {
        try
        {
            _current = await ahead.NextAsync(cancellationToken);
        }
        catch (ConnectorException exception) when (ahead.Head is { } failed)
        {
            throw Located(exception, _slice ?? failed.Slice);
        }
        if (_current is null) return Finish();
        if (_slice is null) (_slice, _whole, _number) = (ahead.Head!.Slice, ahead.Head.Slice, 0);
        Observe(_slice, _current);
        var page = Advance(_slice);
        if (page.EndsSlice) ahead.EndHead();
        return page;
    }

    private EnginePage Finish()
    {
        _cursor.Finish();
        _done = true;
        return new EnginePage(Slice.Empty, 0, true, null);
    }

    private EnginePage Advance(Slice slice)
    {
        var page = _current!;
        var ends = page.NextToken is null && !page.Again;
        var number = _number;
        if (ends)
        {
            _cursor.Close(_whole ?? slice);
            (_slice, _whole, _token, _number) = (null, null, null, 0);
        }
        else
        {
            if (++_number > _plan.Session.Options.MaxPagesPerSlice)
                throw Located(new ConnectorException(FailureKind.System, $"More than {_plan.Session.Options.MaxPagesPerSlice} pages in one slice. Check the pagination's stop condition."), slice);
            (_slice, _token) = (page.NextSlice ?? slice, page.NextToken);
        }
        return new EnginePage(slice, number, ends, page);
    }

    private void Observe(Slice slice, FetchedPage page)
    {
        if (_cursor.Field is not { } field) return;
        if (page.Ranges is null)
        {
            foreach (var record in page.Trees)
                if (record[field] is { IsNone: false } value) _cursor.Observe(slice, value);
            return;
        }
        var body = page.Answer!.Body.Span;
        ReadOnlySpan<byte> last = default;
        foreach (var range in page.Ranges)
        {
            if (!range.HasValue || range.ValueType == JsonTokenType.Null) continue;
            var raw = body.Slice(range.ValueStart, range.ValueLength);
            if (raw.SequenceEqual(last)) continue;
            last = raw;
            _cursor.Observe(slice, FetchedPage.ValueOf(body, range));
        }
    }

    private ConnectorException Located(ConnectorException inner, Slice slice) => new(inner.Kind, inner.Message, inner)
    {
        Stream = inner.Stream is { Length: > 0 } stream ? stream : _plan.Name,
        Slice = inner.Slice ?? slice.Text,
        Page = inner.Page ?? _number,
        Status = inner.Status,
        Method = inner.Method,
        Url = inner.Url,
        ResponseHeaders = inner.ResponseHeaders,
        ResponseBody = inner.ResponseBody,
    };

    public JsonObject Save() => new()
    {
        ["slice"] = _slice?.Save(),
        ["whole"] = ReferenceEquals(_whole, _slice) ? null : _whole?.Save(),
        ["token"] = _token?.ToJsonNode(),
        ["number"] = _number,
        ["done"] = _done,
        ["ahead"] = new JsonArray([.. (_ahead?.Waiting(_slice is not null) ?? _given).Select(slice => (JsonNode)slice.Save())]),
        ["cursor"] = _cursor.Save(),
    };

    public void Load(JsonNode saved)
    {
        _slice = saved["slice"] is { } slice ? Slice.Load(slice) : null;
        _whole = saved["whole"] is { } whole ? Slice.Load(whole) : _slice;
        _token = saved["token"] is { } token ? Value.From(token) : null;
        _number = saved["number"]!.GetValue<int>();
        _done = saved["done"]!.GetValue<bool>();
        _cursor.Load(saved["cursor"]!);
        if (_ahead is not null && _slice is not null) _ahead.Resume(_whole!, _slice, _token);
        foreach (var given in saved["ahead"]?.AsArray() ?? [])
            if (_ahead is not null) _ahead.Give(Slice.Load(given!));
            else _given.Enqueue(Slice.Load(given!));
    }

    public void Release()
    {
        _current?.Dispose();
        _current = null;
    }

    public void Dispose()
    {
        Release();
        _ahead?.Dispose();
    }
}
