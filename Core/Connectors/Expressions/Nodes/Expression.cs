namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>A compiled expression.</summary>
internal abstract class Expression
{
    public abstract Value Evaluate(Evaluation evaluation);

    /// <summary>Visits the names an expression reads, in order.</summary>
    public virtual IEnumerable<Expression> Children => [];
}
