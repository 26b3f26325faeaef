namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>The start:stop:step of a subscript.</summary>
internal sealed class SliceValue(Value start, Value stop, Value step) : Value
{
    public Value Start => start;

    public Value Stop => stop;

    public Value Step => step;

    public override string TypeName => "slice";

    internal override int Hash() => throw Faults.Type("unhashable type: 'slice'");

    internal override void WriteRepr(TextBuffer buffer) =>
        buffer.Append($"slice({start.Repr(buffer.Budget)}, {stop.Repr(buffer.Budget)}, {step.Repr(buffer.Budget)})");
}
