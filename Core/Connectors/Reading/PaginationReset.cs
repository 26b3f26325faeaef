using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Partitions;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Starts a slice's pages anew when the API asks for it or after so many records: from the highest cursor value seen, or once again.</summary>
internal sealed class PaginationReset(long? limit, IntervalSettings? cursor)
{
    private Slice? _original;
    private CursorPoint? _highest;
    private long _records;
    private int _repeats;

    /// <summary>One for another slice read at the same time.</summary>
    public PaginationReset Fork() => new(limit, cursor);

    public bool LimitReached => limit is { } most && _records >= most;

    public void Begin(Slice slice) => (_original, _highest, _records, _repeats) = (slice, null, 0, 0);

    public void Observe(IReadOnlyList<DictValue> records)
    {
        _records += records.Count;
        if (cursor is null) return;
        foreach (var record in records)
            if (record[cursor.Field] is { IsNone: false } value && cursor.Format.TryParse(value, out var point) && (_highest is null || _highest < point)) _highest = point;
    }

    /// <exception cref="ConnectorException">The same slice would be read again without end.</exception>
    public Slice Narrow(Slice previous)
    {
        var next = previous;
        if (cursor?.Bounds is { } bounds && _highest is { } highest)
        {
            var original = _original ?? previous;
            var interval = new DictValue();
            interval[bounds.Start] = cursor.Format.Write(highest);
            interval[bounds.End] = original.Cursor[bounds.End];
            next = original.With(interval, original.EndsPartition);
        }
        _repeats = next.Text == previous.Text ? _repeats + 1 : 0;
        if (_repeats >= (cursor is null ? 2 : 1))
            throw new ConnectorException(FailureKind.System, "The pages of this slice start anew without getting further. Check the pagination limit of the API.") { Slice = previous.Text };
        _records = 0;
        return next;
    }
}
