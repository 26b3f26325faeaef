using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>
/// A cursor for each partition, and a global one for partitions that are new; with too many partitions only the global one. State:
/// <c>{use_global_cursor, states: [{partition, cursor}], state, lookback_window, parent_state}</c>.
/// </summary>
internal sealed class PartitionedCursor : StreamCursor
{
    private const int GlobalFrom = 10_000;
    private const int MaxPartitions = 25_000;

    private readonly IntervalSettings _settings;
    private readonly IPartitionRouter _router;
    private readonly BoundOptions _bounds;
    private readonly TimeProvider _clock;
    private readonly OrderedDictionary<string, IntervalCursor> _cursors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = [];
    private readonly Queue<Slice> _pending = new();
    private readonly long _started;
    private bool _useGlobal;
    private string? _global;
    private string? _newGlobal;
    private long _lookback;
    private int _partitions;
    private bool _observed;
    private JsonNode? _parentState;
    private TimeSpan _elapsedBefore;

    public PartitionedCursor(IntervalSettings settings, IPartitionRouter router, BoundOptions bounds, bool useGlobal, JsonObject? state, TimeProvider clock)
    {
        (_settings, _router, _bounds, _useGlobal, _clock) = (settings, router, bounds, useGlobal, clock);
        _started = clock.GetTimestamp();
        if (state is { Count: > 0 }) Start(state);
    }

    public override string Field => _settings.Field;

    private void Start(JsonObject state)
    {
        if (state["states"] is null && state["state"] is null)
        {
            SetGlobal(state);
            return;
        }
        _useGlobal = state["use_global_cursor"]?.GetValue<bool>() ?? false;
        _lookback = state["lookback_window"] is { } window ? (long)window.GetValue<double>() : 0;
        foreach (var item in state["states"] as JsonArray ?? [])
        {
            _partitions++;
            _cursors[KeyOf((DictValue)Tree.FromJson(item!["partition"]))] = new IntervalCursor(_settings, item["cursor"] as JsonObject);
        }
        if (state["state"] is JsonObject global) SetGlobal(global);
        if (state["parent_state"] is JsonObject { Count: > 0 } parents) _parentState = parents.DeepClone();
    }

    private void SetGlobal(JsonObject state)
    {
        if (state[_settings.Field] is not { } value) return;
        _global = _newGlobal = Text(_settings.Format.Parse(Tree.FromJson(value)));
    }

    private string Text(CursorPoint point) => _settings.Format.Write(point).ToString();

    private static string KeyOf(DictValue partition) => JsonText.Python(partition, sortKeys: true, spaces: false);

    public override async ValueTask<Slice?> NextAsync(CancellationToken cancellationToken)
    {
        while (_pending.Count == 0)
        {
            if (await _router.NextAsync(cancellationToken) is not { } partition) return null;
            Divide(partition);
        }
        return _pending.Dequeue();
    }

    private void Divide(Slice partition)
    {
        var key = KeyOf(partition.Partition);
        IntervalCursor? cursor;
        lock (_cursors)
        {
            LimitPartitions();
            if (!_cursors.TryGetValue(key, out cursor))
            {
                _partitions++;
                _cursors[key] = cursor = NewCursor();
            }
        }
        if (!_given.Add(key)) return;
        var intervals = cursor.Slices().ToList();
        for (var i = 0; i < intervals.Count; i++)
            _pending.Enqueue(partition.With(intervals[i], endsPartition: i == intervals.Count - 1));
    }

    private void LimitPartitions()
    {
        if (_partitions > GlobalFrom) _useGlobal = true;
        while (_cursors.Count > MaxPartitions - 1) _cursors.RemoveAt(0);
    }

    private IntervalCursor NewCursor()
    {
        if (_global is null) return new IntervalCursor(_settings, null);
        var value = Tree.Text(_global);
        if (_lookback > 0)
        {
            var earlier = new IsoDuration(0, -TimeSpan.FromSeconds(_lookback)).AddTo(_settings.Format.Parse(value).Time);
            if (earlier is { } time) value = _settings.Format.Write(CursorPoint.Of(time));
        }
        return new IntervalCursor(_settings, new JsonObject { [_settings.Field] = Tree.ToJson(value) });
    }

    public override void Observe(Slice slice, Value value)
    {
        if (!_settings.Format.TryParse(value, out var point)) return;
        _observed = true;
        RaiseGlobal(Text(point));
        if (!_useGlobal) _cursors[KeyOf(slice.Partition)].Observe(value);
    }

    /// <summary>Compared as texts, as the reference implementation does.</summary>
    private void RaiseGlobal(string value)
    {
        if (_newGlobal is null || string.CompareOrdinal(_newGlobal, value) < 0) _newGlobal = value;
    }

    public override void Close(Slice slice)
    {
        if (!_useGlobal && _cursors.TryGetValue(KeyOf(slice.Partition), out var cursor))
        {
            cursor.Close(slice.Cursor);
            if (slice.EndsPartition && cursor.State()[_settings.Field] is { } highest) RaiseGlobal(Tree.FromJson(highest).ToString());
        }
        if (slice.EndsPartition) _parentState = slice.ParentState ?? _parentState;
    }

    public override void Finish()
    {
        if (_observed)
        {
            _global = _newGlobal;
            _lookback = Math.Max(1, (long)Math.Ceiling((_elapsedBefore + _clock.GetElapsedTime(_started)).TotalSeconds));
        }
        _parentState = _router.ParentState();
    }

    public override JsonObject State()
    {
        var state = new JsonObject { ["use_global_cursor"] = _useGlobal };
        if (!_useGlobal)
        {
            var states = new JsonArray();
            foreach (var (key, cursor) in _cursors)
                if (cursor.State() is { Count: > 0 } own) states.Add(new JsonObject { ["partition"] = JsonNode.Parse(key), ["cursor"] = own });
            state["states"] = states;
        }
        if (_global is not null) state["state"] = new JsonObject { [_settings.Field] = _global };
        state["lookback_window"] = _lookback;
        if (_parentState is not null) state["parent_state"] = _parentState.DeepClone();
        return state;
    }

    public override bool ShouldSync(DictValue record, Slice slice)
    {
        if (record[_settings.Field] is not { IsNone: false } value) return true;
        return CursorOf(slice).ShouldSync(value);
    }

    /// <summary>Asked by slices that are read ahead, while the next partitions are made.</summary>
    private IntervalCursor CursorOf(Slice slice)
    {
        var key = KeyOf(slice.Partition);
        lock (_cursors) return !_useGlobal && _cursors.TryGetValue(key, out var own) ? own : NewCursor();
    }

    public override void Contribute(OptionSet options, Slice slice, Value? token)
    {
        var (routed, bounded) = (new OptionSet(), new OptionSet());
        _router.Contribute(routed, slice, token);
        _bounds.Contribute(bounded, slice.Cursor);
        for (var place = OptionPlace.Parameter; place <= OptionPlace.BodyJson; place++)
            foreach (var source in (ReadOnlySpan<OptionSet>)[routed, bounded])
                foreach (var (key, value) in source.Peek(place)?.Pairs ?? [])
                    options[place].Entries[key] = value;
    }

    public override JsonObject Save() => new()
    {
        ["router"] = _router.Save(),
        ["cursors"] = new JsonArray([.. _cursors.Select(pair => (JsonNode)new JsonArray(pair.Key, pair.Value.Save(), pair.Value.State()))]),
        ["given"] = new JsonArray([.. _given.Select(key => (JsonNode)key)]),
        ["pending"] = new JsonArray([.. _pending.Select(slice => (JsonNode)slice.Save())]),
        ["useGlobal"] = _useGlobal,
        ["global"] = _global,
        ["newGlobal"] = _newGlobal,
        ["lookback"] = _lookback,
        ["partitions"] = _partitions,
        ["observed"] = _observed,
        ["parents"] = _parentState?.DeepClone(),
        ["elapsed"] = (_elapsedBefore + _clock.GetElapsedTime(_started)).Ticks,
    };

    public override void Load(JsonNode saved)
    {
        _router.Load(saved["router"]!);
        _cursors.Clear();
        foreach (var item in saved["cursors"]!.AsArray())
        {
            var cursor = new IntervalCursor(_settings, item![2]!.AsObject());
            cursor.Load(item[1]!);
            _cursors[item[0]!.GetValue<string>()] = cursor;
        }
        foreach (var key in saved["given"]!.AsArray()) _given.Add(key!.GetValue<string>());
        foreach (var slice in saved["pending"]!.AsArray()) _pending.Enqueue(Slice.Load(slice!));
        _useGlobal = saved["useGlobal"]!.GetValue<bool>();
        _global = saved["global"]?.GetValue<string>();
        _newGlobal = saved["newGlobal"]?.GetValue<string>();
        _lookback = saved["lookback"]!.GetValue<long>();
        _partitions = saved["partitions"]!.GetValue<int>();
        _observed = saved["observed"]!.GetValue<bool>();
        _parentState = saved["parents"]?.DeepClone();
        _elapsedBefore = TimeSpan.FromTicks(saved["elapsed"]!.GetValue<long>());
    }
}
