
namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>One evaluation under way: its variables, scopes and budget.</summary>
internal sealed class Evaluation(EvaluationContext context)
{
    private const int MaxCalls = 200;
    private int _calls;
    private Budget? _budget;

    public EvaluationContext Context => context;

    public Budget Budget => _budget ??= new Budget(context.Limits);

    /// <summary>Names set by statements; null until the first statement sets one.</summary>
    public Scope? Scope { get; set; }

    public DateTimeOffset Now => context.Clock.GetUtcNow();

    public void Enter()
    {
        Budget.Step();
        if (++_calls > MaxCalls) throw Faults.Recursion();
    }

    public void Leave() => _calls--;

    /// <summary>The text of a value, an undefined one being empty.</summary>
    public string Text(Value value) => value.Str(Budget);

    /// <summary>Walks an iterable.</summary>
    /// <exception cref="ExpressionException">TypeError: it is none.</exception>
    public IEnumerable<Value> Items(Value value)
    {
        using var items = value.Iterate() ?? throw Faults.Type($"'{value.TypeName}' object is not iterable");
        while (items.MoveNext())
        {
            Budget.Step();
            yield return items.Current;
        }
    }

    public List<Value> ToList(Value value)
    {
        var items = new List<Value>();
        foreach (var item in Items(value))
        {
            Budget.Claim(1);
            items.Add(item);
        }
        return items;
    }

}
