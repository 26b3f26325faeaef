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
    private Slice? _slice;
    private Slice? _whole;
    private Value? _token;
    private int _number;
    private bool _done;
    private FetchedPage? _current;

    public StreamEngine(StreamPlan plan, JsonObject? state)
    {
        _plan = plan;
        _cursor = plan.OpenCursor(state);
        _pages = plan.OpenPages(_cursor, state is { Count: > 0 });
    }

    public JsonObject State() => _cursor.State();

    /// <returns>Null after the end.</returns>
    public async ValueTask<EnginePage?> NextAsync(CancellationToken cancellationToken)
    {
        Release();
        if (_done) return null;
        var first = _slice is null;
        if (first)
        {
            _slice = await _cursor.NextAsync(cancellationToken);
            if (_slice is null)
            {
                _cursor.Finish();
                _done = true;
                return new EnginePage(Slice.Empty, 0, true, null);
            }
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
    }

    public void Release()
    {
        _current?.Dispose();
        _current = null;
    }

    public void Dispose() => Release();
}
