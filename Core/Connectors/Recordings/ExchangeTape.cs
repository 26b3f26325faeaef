using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>
/// Holds the first exchanges of one chunk of a stream while it is read, up to its limits; after that it is a wire. Nothing is masked or written
/// before <see cref="Encode"/>, because an answer may hold a token that is known as a secret only later.
/// </summary>
public sealed class ExchangeTape
{
    private readonly Lock _gate = new();
    private readonly List<TapedExchange> _exchanges = [];
    private readonly RecordingLimits _limits;
    private readonly RecordingSize _before;
    private readonly string _manifest;
    private readonly PersonalMask _mask;
    private readonly PageSummarizer _summarizer;
    private RecordingStart? _start;
    private long _bytes;
    private long _page;
    private bool _closed;

    /// <param name="before">What earlier chunks of the run have kept already.</param>
    /// <param name="primaryKey">The stream's key.</param>
    /// <param name="manifest">Eight hexadecimal digits that stand for the manifest.</param>
    public ExchangeTape(
        RecordingLimits limits, RecordingSize before, string manifest, IReadOnlyList<IReadOnlyList<string>> primaryKey, FieldPolicy policy, Pseudonyms pseudonyms)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(before);
        (_limits, _before, _manifest, _page, _bytes) = (limits, before, manifest, before.Pages, before.Bytes);
        _mask = new PersonalMask(policy, pseudonyms);
        _summarizer = new PageSummarizer(primaryKey, _mask);
        _closed = before.Exchanges >= limits.Exchanges || before.Bytes >= limits.Bytes;
    }

    /// <summary>Nothing more is kept.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
                return _closed;
        }
    }

    /// <summary>The transport that a source reads through while its exchanges are kept.</summary>
    public IHttpTransport Over(IHttpTransport inner) => new TapedTransport(this, inner);

    /// <summary>The read begins, after so many pages that are stored already. A tape that does not continue there stays empty.</summary>
    public void Begin(RecordingStart start, long pagesStored)
    {
        ArgumentNullException.ThrowIfNull(start);
        lock (_gate)
        {
            _start = start with { Manifest = _manifest };
            _closed |= pagesStored != _before.Pages;
        }
    }

    /// <summary>A page of records has come; what was exchanged since the page before belongs to it.</summary>
    public void EndPage(ReadOnlyMemory<byte> lines)
    {
        if (IsClosed)
            return;
        var summary = _summarizer.Summarize(_page + 1, lines);
        lock (_gate)
        {
            _page++;
            if (_exchanges.Count > 0)
                _exchanges[^1].Pages.Add(summary);
            else
                _closed = true;
        }
    }

    /// <summary>The kept exchanges up to a page as lines of a cassette, all masked; empty where there is nothing to keep.</summary>
    /// <param name="lastPage">Later pages were not stored.</param>
    public (ReadOnlyMemory<byte> Lines, RecordingSize Size) Encode(long lastPage)
    {
        lock (_gate)
        {
            var kept = Complete(lastPage);
            return _start is null || kept.Count == 0 ? (default, _before) : TapeText.Write(kept, _start, _before, _mask);
        }
    }

    /// <summary>Exchanges before which no page is unfinished: the last one kept ends a page.</summary>
    private List<TapedExchange> Complete(long lastPage)
    {
        foreach (var exchange in _exchanges)
            exchange.Pages.RemoveAll(page => page.Page > lastPage);
        var last = _exchanges.FindLastIndex(exchange => exchange.Pages.Count > 0);
        return _exchanges[..(last + 1)];
    }

    private async Task<HttpExchangeResponse> KeepAsync(HttpExchangeRequest request, HttpExchangeResponse answer, CancellationToken cancellationToken)
    {
        long room;
        lock (_gate)
        {
            if (_closed)
                return answer;
            room = _limits.Bytes - _bytes;
        }
        var (body, longer) = await BodyPrefix.ReadAsync(answer.Body, room, cancellationToken);
        lock (_gate)
        {
            if (longer is not null || _before.Exchanges + _exchanges.Count >= _limits.Exchanges)
                _closed = true;
            else if (!_closed)
            {
                _bytes += body.Length;
                _exchanges.Add(new TapedExchange(_page + 1, request, answer.Status, answer.Headers, body));
            }
        }
        return new HttpExchangeResponse
        {
            Status = answer.Status,
            Headers = answer.Headers,
            Body = longer ?? await BodyPrefix.AgainAsync(body, answer.Body),
            FinalUrl = answer.FinalUrl,
        };
    }

    private sealed class TapedTransport(ExchangeTape tape, IHttpTransport inner) : IHttpTransport
    {
        public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
        {
            var answer = await inner.SendAsync(request, cancellationToken);
            return tape.IsClosed ? answer : await tape.KeepAsync(request, answer, cancellationToken);
        }
    }
}
