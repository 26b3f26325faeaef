namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>A value with operators of its own (dates, durations).</summary>
internal interface IArithmeticValue
{
    /// <summary>The result of the operator, or null where it does not apply to the other operand.</summary>
    /// <param name="op">+, -, *, /, //, % or, with <paramref name="reflected"/> false, neg, pos.</param>
    /// <param name="other">The other operand.</param>
    /// <param name="reflected">True where this value is the right operand.</param>
    Value? Apply(string op, Value other, bool reflected);
}
