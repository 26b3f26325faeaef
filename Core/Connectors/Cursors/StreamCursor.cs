using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>Divides a stream into slices, follows what is read of them, and gives the stream's state.</summary>
internal abstract class StreamCursor : IOptionSource
{
    /// <summary>Field of the records that it follows; null for none.</summary>
    public virtual string? Field => null;

    public abstract ValueTask<Slice?> NextAsync(CancellationToken cancellationToken);

    /// <param name="value">The cursor field's value of a record of the slice, not None.</param>
    public virtual void Observe(Slice slice, Value value)
    {
    }

    /// <summary>The slice has been read to its end.</summary>
    public virtual void Close(Slice slice)
    {
    }

    /// <summary>The stream has been read to its end.</summary>
    public virtual void Finish()
    {
    }

    public abstract JsonObject State();

    /// <summary>False for a record outside of what is to be read.</summary>
    public virtual bool ShouldSync(DictValue record, Slice slice) => true;

    public abstract void Contribute(OptionSet options, Slice slice, Value? token);

    public abstract JsonObject Save();

    public abstract void Load(JsonNode saved);
}

/// <summary>A stream without a cursor: the partitions of its router, and a state that only says so.</summary>
internal sealed class NoCursor(IPartitionRouter router) : StreamCursor
{
    /// <summary>The key of the state of a stream without cursor, as the platform's protocol has it.</summary>
    public const string StateKey = "__ab_no_cursor_state_message";

    public override ValueTask<Slice?> NextAsync(CancellationToken cancellationToken) => router.NextAsync(cancellationToken);

    public override JsonObject State() => new() { [StateKey] = true };

    public override void Contribute(OptionSet options, Slice slice, Value? token) => router.Contribute(options, slice, token);

    public override JsonObject Save() => new() { ["router"] = router.Save() };

    public override void Load(JsonNode saved) => router.Load(saved["router"]!);
}

/// <summary>Puts an interval's bounds into the requests.</summary>
internal sealed class BoundOptions(RequestOption? start, RequestOption? end, string startField, string endField)
{
    public void Contribute(OptionSet options, DictValue cursorSlice)
    {
        if (cursorSlice.Count == 0) return;
        start?.Inject(options, cursorSlice[startField] ?? NoneValue.Instance);
        end?.Inject(options, cursorSlice[endField] ?? NoneValue.Instance);
    }
}

/// <summary>One cursor for the whole stream.</summary>
internal sealed class WholeCursor(IntervalSettings settings, JsonObject? state, BoundOptions bounds) : StreamCursor
{
    private readonly IntervalCursor _cursor = new(settings, state);
    private Queue<DictValue>? _slices;

    public override string Field => settings.Field;

    public override ValueTask<Slice?> NextAsync(CancellationToken cancellationToken)
    {
        _slices ??= new Queue<DictValue>(_cursor.Slices());
        return ValueTask.FromResult(_slices.TryDequeue(out var slice) ? new Slice(new DictValue(), slice) : null);
    }

    public override void Observe(Slice slice, Value value) => _cursor.Observe(value);

    public override void Close(Slice slice) => _cursor.Close(slice.Cursor);

    public override JsonObject State() => _cursor.State();

    public override bool ShouldSync(DictValue record, Slice slice) =>
        record[settings.Field] is not { IsNone: false } value || _cursor.ShouldSync(value);

    public override void Contribute(OptionSet options, Slice slice, Value? token) => bounds.Contribute(options, slice.Cursor);

    public override JsonObject Save() => new()
    {
        ["cursor"] = _cursor.Save(),
        ["slices"] = _slices is null ? null : new JsonArray([.. _slices.Select(slice => slice.ToJsonNode())]),
    };

    public override void Load(JsonNode saved)
    {
        _cursor.Load(saved["cursor"]!);
        if (saved["slices"] is JsonArray slices) _slices = new Queue<DictValue>(slices.Select(slice => (DictValue)Value.From(slice)));
    }
}
