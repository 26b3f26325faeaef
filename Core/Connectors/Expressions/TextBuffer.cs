using System.Text;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>Text under a budget, with the depth of the value being written.</summary>
internal sealed class TextBuffer(Budget budget)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public List<Value> Open { get; } = [];

    public Budget Budget => budget;

    public TextBuffer Append(string text)
    {
        budget.Claim(text.Length);
        _text.Append(text);
        return this;
    }

    public TextBuffer Append(char c)
    {
        budget.Claim(1);
        _text.Append(c);
        return this;
    }

    /// <summary>Writes a container's items; a container inside itself is written as Python does.</summary>
    public void Nested(Value container, string whenOpen, Action<TextBuffer> write)
    {
        budget.Step();
        foreach (var open in Open)
            if (ReferenceEquals(open, container)) { Append(whenOpen); return; }
        if (++_depth > Budget.MaxDepth) throw Faults.Recursion();
        Open.Add(container);
        write(this);
        Open.RemoveAt(Open.Count - 1);
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
