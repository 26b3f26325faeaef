using Supertrack.Core.Connectors.Expressions.Operators;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>What list and tuple share.</summary>
public abstract class SequenceValue : Value
{
    public abstract IReadOnlyList<Value> Items { get; }

    public override bool Truthy => Items.Count > 0;

    internal override int? Length => Items.Count;

    internal override Value? Item(Value key)
    {
        if (!Numbers.TryIndex(key, out var index)) return null;
        if (index < 0) index += Items.Count;
        return index < 0 || index >= Items.Count ? null : Items[(int)index];
    }

    /// <summary>Counts up over the live items, so a list that grows while it is read goes on, as in Python.</summary>
    internal override IEnumerator<Value> Iterate()
    {
        for (var i = 0; i < Items.Count; i++) yield return Items[i];
    }

    internal override bool EqualTo(Value other, Budget budget)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is not SequenceValue sequence || sequence.GetType() != GetType() || sequence.Items.Count != Items.Count) return false;
        Stack.Ensure();
        for (var i = 0; i < Items.Count; i++)
        {
            budget.Step();
            if (!Items[i].EqualTo(sequence.Items[i], budget)) return false;
        }
        return true;
    }

    internal override bool IsLiteral(Budget budget)
    {
        Stack.Ensure();
        foreach (var item in Items)
        {
            budget.Step();
            if (!item.IsLiteral(budget)) return false;
        }
        return true;
    }

    private protected void WriteItems(TextBuffer buffer)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0) buffer.Append(", ");
            buffer.Budget.Step();
            Items[i].WriteRepr(buffer);
        }
    }
}
