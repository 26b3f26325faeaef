using System.IO.Hashing;
using System.Text;
using Supertrack.Core.Connectors;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Gathers the facts of a run while it is read. Every page is counted and remembered by a hash; keys are looked at in the first rows of each chunk, and
/// columns in a sample, so that a large sync costs hardly more than a small one. Sketches of the chunks of a run are merged; a sketch is a few kilobytes.
/// </summary>
/// <param name="key">Top-level members of the primary key; empty where there is none or it lies deeper.</param>
public sealed class StreamSketch(IReadOnlyList<string> key) : IPageObserver
{
    private const byte Format = 1;
    private const int KeyedRows = 10_000;
    private const int FirstRows = 64;
    private const int DenseStep = 17;
    private const int SparseStep = 127;
    private const int DenseSample = 1_000;
    private const double GoldenRatio = 0.618033988749895;

    private readonly byte[][] _key = [.. key.Select(Encoding.UTF8.GetBytes)];
    private readonly Dictionary<ulong, ColumnSketch> _columns = [];
    private RecordLook? _look;
    private readonly PageMemory _memory = new();
    private readonly KeySample _keys = new();
    private long _firstPage;
    private string? _slice;
    private bool _sliced;
    private bool _whole;
    private long _rows, _pages, _bytes, _sampled;
    private int _largest, _last;

    private StreamSketch(BinaryReader from)
        : this([])
    {
        (_firstPage, _whole, _sliced) = (from.ReadInt64(), from.ReadBoolean(), from.ReadBoolean());
        (_rows, _pages, _bytes, _sampled) = (from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64());
        (_largest, _last) = (from.ReadInt32(), from.ReadInt32());
        (_memory, _keys) = (PageMemory.Read(from), KeySample.Read(from));
        for (var left = from.ReadInt32(); left > 0; left--) _columns[from.ReadUInt64()] = ColumnSketch.Read(from);
        Answers = AnswerNotes.Read(from);
        Seconds = from.ReadDouble();
    }

    /// <summary>What was seen of the answers themselves.</summary>
    public AnswerNotes Answers { get; } = new();

    /// <summary>Seconds spent reading and storing.</summary>
    public double Seconds { get; set; }

    /// <summary>Pages of the run up to the last that was gathered.</summary>
    public long PagesSoFar => _firstPage + _pages;

    public void Begin(long pagesStored, bool whole) => (_firstPage, _whole) = (pagesStored, whole);

    public void Page(RecordPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        _sliced |= _slice is not null && _slice != page.Slice;
        _slice = page.Slice;
        _pages++;
        _bytes += page.BytesRead;
        if (page.Count == 0) return;
        (_largest, _last) = (Math.Max(_largest, page.Count), page.Count);
        var lines = page.Lines.Span;
        _memory.Add(XxHash3.HashToUInt64(lines, page.Slice.Length == 2 ? 0 : (long)XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(page.Slice.AsSpan()))));
        if (_rows < KeyedRows) LookAtAll(lines);
        else LookAtSome(lines, page.Count);
        _rows += page.Count;
    }

    /// <summary>Joins what the next chunk of the run gathered; false where that does not continue here, and nothing is taken.</summary>
    public bool Merge(StreamSketch next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next._firstPage != PagesSoFar) return false;
        foreach (var (id, column) in next._columns)
        {
            if (_columns.TryGetValue(id, out var known)) known.Merge(column);
            else _columns[id] = column;
        }
        (_rows, _pages, _bytes, _sampled) = (_rows + next._rows, _pages + next._pages, _bytes + next._bytes, _sampled + next._sampled);
        (_largest, _last) = (Math.Max(_largest, next._largest), next._last > 0 ? next._last : _last);
        _sliced |= next._sliced;
        _memory.Merge(next._memory);
        _keys.Merge(next._keys);
        Answers.Merge(next.Answers);
        Seconds += next.Seconds;
        return true;
    }

    /// <summary>The run as its history keeps it.</summary>
    /// <param name="at">When the run began.</param>
    /// <param name="keyColumn">The key where it is one member; empty else.</param>
    public RunFacts Facts(DateTimeOffset at, string keyColumn) => new()
    {
        At = at,
        Incremental = !_whole,
        Rows = _rows,
        Pages = _pages,
        Bytes = _bytes,
        Duration = Math.Round(Seconds, 3),
        LargestPage = _largest,
        LastPage = _last,
        Requests = Answers.Requests,
        Failed = Answers.Failed,
        RepeatedKeys = _keys.Repeated,
        RepeatedPages = _memory.Repeated,
        LargestKey = _columns.Values.FirstOrDefault(column => column.Path == keyColumn)?.Most,
        Announced = _sliced ? null : Answers.Total,
        Columns = _columns.Values.ToDictionary(column => column.Path, column => column.Facts(_sampled)),
        Sampled = _sampled,
        Announcements = [.. Answers.Announcements],
        Versions = [.. Answers.Versions],
        Said = _rows == 0 ? Answers.Said : "",
    };

    /// <summary>True where the sketch begins with the run's first page and has as many as were stored: nothing of the run is missing in it.</summary>
    public bool IsComplete(long pagesStored) => _firstPage == 0 && _pages == pagesStored;

    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        to.Write(Format);
        to.Write(_firstPage);
        to.Write(_whole);
        to.Write(_sliced);
        to.Write(_rows);
        to.Write(_pages);
        to.Write(_bytes);
        to.Write(_sampled);
        to.Write(_largest);
        to.Write(_last);
        _memory.Write(to);
        _keys.Write(to);
        to.Write(_columns.Count);
        foreach (var (id, column) in _columns)
        {
            to.Write(id);
            column.Write(to);
        }
        Answers.Write(to);
        to.Write(Seconds);
        to.Flush();
        return stream.ToArray();
    }

    /// <summary>Null for what another version of the program wrote, whose run is then not judged.</summary>
    public static StreamSketch? Decode(byte[] encoded)
    {
        using var from = new BinaryReader(new MemoryStream(encoded, writable: false));
        return encoded.Length > 0 && from.ReadByte() == Format ? new StreamSketch(from) : null;
    }

    private void LookAtAll(ReadOnlySpan<byte> lines)
    {
        var row = _rows;
        while (lines.Length > 0)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? [] : lines[(end + 1)..];
            if (_key.Length > 0 && RecordLook.Key(line, _key) is { } hash) _keys.Add(hash);
            if (_sampled < FirstRows || row % (_sampled < DenseSample ? DenseStep : SparseStep) == 0) Look(line);
            row++;
        }
    }

    // A few lines at even distances: finding them costs nothing, however large the page. Each page begins elsewhere, lest only its first line is ever seen.
    private void LookAtSome(ReadOnlySpan<byte> lines, int count)
    {
        var wanted = Math.Max(1, count / SparseStep);
        for (var one = 0; one < wanted; one++)
        {
            var place = (_pages * GoldenRatio) + ((double)one / wanted);
            var rest = lines[(int)(lines.Length * (place - Math.Floor(place)))..];
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
            if (rest.IsEmpty) rest = lines;
            var end = rest.IndexOf((byte)'\n');
            if ((end < 0 ? rest : rest[..end]) is { IsEmpty: false } line) Look(line);
        }
    }

    private void Look(ReadOnlySpan<byte> line)
    {
        if ((_look ??= new RecordLook(_columns)).Columns(line)) _sampled++;
    }
}
