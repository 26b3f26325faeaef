using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>An interval that has been read, and the highest value seen in it.</summary>
internal sealed record ReadInterval(CursorPoint Start, CursorPoint End, CursorPoint? Highest);

/// <summary>
/// Knows which intervals of the cursor's axis have been read, divides what is left into slices, and gives the state: the highest value of the
/// first unbroken stretch.
/// </summary>
internal sealed class IntervalCursor
{
    private readonly IntervalSettings _settings;
    private readonly JsonObject _other;
    private List<ReadInterval> _read;
    private CursorPoint? _highest;

    /// <param name="settings">The axis.</param>
    /// <param name="state">State of an earlier read, <c>{field: value}</c> or with slices; null or empty for none.</param>
    public IntervalCursor(IntervalSettings settings, JsonObject? state)
    {
        _settings = settings;
        if (state?["state_type"]?.ToString() is "date-range" or "integer")
        {
            _read = [.. (state["slices"] as JsonArray ?? []).Select(ReadSlice)];
            _other = [];
            SyncStart = _read.Count > 0 ? _read[0].Highest ?? _read[0].End : settings.Start;
            return;
        }
        _other = state is null ? [] : (JsonObject)state.DeepClone();
        SyncStart = settings.Start;
        if (_other[settings.Field] is { } kept && settings.Format.Parse(Tree.FromJson(kept)) is var point && point >= settings.Start) SyncStart = point;
        _read = [new ReadInterval(settings.Start, SyncStart, SyncStart)];
    }

    /// <summary>Records below it have been read before.</summary>
    public CursorPoint SyncStart { get; }

    private ReadInterval ReadSlice(JsonNode? slice)
    {
        var format = _settings.Format;
        return new ReadInterval(
            format.Parse(Tree.FromJson(slice!["start"])),
            format.Parse(Tree.FromJson(slice["end"])),
            slice["most_recent_cursor_value"] is { } highest ? format.Parse(Tree.FromJson(highest)) : null);
    }

    public void Observe(Value value)
    {
        if (_settings.Format.TryParse(value, out var point) && (_highest is null || _highest < point)) _highest = point;
    }

    public bool ShouldSync(Value value) =>
        !_settings.Format.TryParse(value, out var point) || (SyncStart <= point && (_settings.End is null || point <= _settings.End()));

    /// <summary>A slice has been read to its end.</summary>
    public void Close(DictValue cursorSlice)
    {
        var count = _read.Count;
        if (_settings.Bounds is { } bounds)
        {
            var format = _settings.Format;
            _read.Add(new ReadInterval(format.Parse(Bound(cursorSlice, bounds.Start)), format.Parse(Bound(cursorSlice, bounds.End)), _highest));
        }
        else if (_highest is { } highest) _read.Add(new ReadInterval(SyncStart, highest, highest));
        if (_read.Count > count) _read = Merge(_read);
        _highest = null;
    }

    private static Value Bound(DictValue slice, string name) => slice[name]
        ?? throw new ConnectorException(FailureKind.System, $"The slice has no '{name}'. Correct partition_field_start and partition_field_end.");

    private List<ReadInterval> Merge(List<ReadInterval> intervals)
    {
        var merged = new List<ReadInterval>();
        foreach (var interval in intervals.OrderBy(each => each.Start).ThenBy(each => each.End))
        {
            if (merged.Count == 0 || _settings.Format.Increment(merged[^1].End) < interval.Start)
            {
                merged.Add(interval);
                continue;
            }
            var last = merged[^1];
            var highest = last.Highest is { } one && interval.Highest is { } other ? CursorPoint.Max(one, other) : interval.Highest ?? last.Highest;
            merged[^1] = new ReadInterval(last.Start, CursorPoint.Max(last.End, interval.End), highest);
        }
        return merged;
    }

    public JsonObject State()
    {
        var state = (JsonObject)_other.DeepClone();
        if (_read.Count > 0) state[_settings.Field] = Tree.ToJson(_settings.Format.Write(Merge(_read)[0] is var first && first.Highest is { } highest ? highest : first.Start));
        return state;
    }

    /// <summary>The intervals still to be read, each with its bounds as the requests take them.</summary>
    public IEnumerable<DictValue> Slices()
    {
        _read = Merge(_read);
        if (_settings.End is not { } end) return CountSlices();
        var ranges = new List<(CursorPoint Low, CursorPoint High, bool IsEnd)>();
        if (_settings.Start < _read[0].Start) ranges.Add((_settings.Start, _read[0].Start, false));
        for (var i = 0; i + 1 < _read.Count; i++) ranges.Add((AfterEnd(_read[i].End), _read[i + 1].Start, false));
        ranges.Add((LookBack(_read[^1].End), end(), true));
        return ranges.SelectMany(range => Divide(range.Low.Time, range.High.Time, range.IsEnd));
    }

    private IEnumerable<DictValue> CountSlices()
    {
        var slice = Tree.Map("start", _settings.Format.Write(_read[^1].End));
        slice["end"] = new FloatValue(double.PositiveInfinity);
        return [slice];
    }

    private CursorPoint AfterEnd(CursorPoint end) =>
        _settings.Granularity is { } granularity && new IsoDuration(0, granularity).AddTo(end.Time) is { } time ? CursorPoint.Of(time) : end;

    private CursorPoint LookBack(CursorPoint end) =>
        _settings.Lookback is { } lookback ? CursorPoint.Of(lookback.Negated.AddTo(end.Time) ?? DateTimeOffset.MinValue) : end;

    private IEnumerable<DictValue> Divide(DateTimeOffset low, DateTimeOffset high, bool highIsEnd)
    {
        var start = _settings.Start.Time;
        if (low >= high || high < start) yield break;
        if (low < start) low = start;
        var clamp = _settings.Clamping;
        if (_settings.Step is not { } step || Later(step, low) >= high)
        {
            yield return Interval(clamp?.Up(low) ?? low, clamp?.Up(high) ?? high, !highIsEnd);
            yield break;
        }
        while (true)
        {
            var upper = Later(step, low);
            var reached = upper >= high;
            if (reached) upper = high;
            var (from, to) = (clamp?.Up(low) ?? low, clamp is null || upper == high ? upper : clamp.Up(upper));
            if (from >= to) yield break;
            yield return Interval(from, to, !highIsEnd || !reached);
            low = to;
            if (reached) yield break;
        }
    }

    private DateTimeOffset Later(IsoDuration step, DateTimeOffset low) => step.AddTo(low) ?? _settings.End!().Time;

    private DictValue Interval(DateTimeOffset from, DateTimeOffset to, bool endsBeforeNext)
    {
        if (endsBeforeNext && _settings.Granularity is { } granularity) to -= granularity;
        var bounds = _settings.Bounds ?? ("start", "end");
        var slice = Tree.Map(bounds.Item1, _settings.Format.Write(CursorPoint.Of(from)));
        slice[bounds.Item2] = _settings.Format.Write(CursorPoint.Of(to));
        return slice;
    }

    public JsonObject Save() => new()
    {
        ["read"] = new JsonArray([.. _read.Select(interval => (JsonNode)new JsonArray(Save(interval.Start), Save(interval.End), interval.Highest is { } point ? Save(point) : null))]),
        ["highest"] = _highest is { } highest ? Save(highest) : null,
    };

    /// <summary>Ticks and offset, as a format may round what is read.</summary>
    private static JsonArray Save(CursorPoint point) => point.Count is { } count ? [Tree.ToJson(count)] : [point.Time.Ticks, point.Time.Offset.Ticks];

    public void Load(JsonNode saved)
    {
        _read = [.. saved["read"]!.AsArray().Select(item => new ReadInterval(LoadPoint(item![0]!), LoadPoint(item[1]!), item[2] is { } highest ? LoadPoint(highest) : null))];
        _highest = saved["highest"] is { } point ? LoadPoint(point) : null;
    }

    private static CursorPoint LoadPoint(JsonNode saved) => saved.AsArray().Count == 1
        ? new CursorPoint(default, Tree.FromJson(saved[0]))
        : CursorPoint.Of(new DateTimeOffset(saved[0]!.GetValue<long>(), new TimeSpan(saved[1]!.GetValue<long>())));
}
