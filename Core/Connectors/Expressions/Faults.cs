using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>Makes the errors of an evaluation under Python's names, because some of them change what a template answers:
/// a TypeError answers the template's own text, an UndefinedError the default.</summary>
internal static class Faults
{
    public static ExpressionException Type(string detail) => new("TypeError", detail);

    public static ExpressionException Value(string detail) => new("ValueError", detail);

    public static ExpressionException Attribute(string detail) => new("AttributeError", detail);

    public static ExpressionException Key(string detail) => new("KeyError", detail);

    public static ExpressionException Index(string detail) => new("IndexError", detail);

    public static ExpressionException Overflow(string detail) => new("OverflowError", detail);

    public static ExpressionException ZeroDivision(string detail) => new("ZeroDivisionError", detail);

    public static ExpressionException Recursion() => new("RecursionError", "nested too deeply");

    public static ExpressionException Syntax(string detail) => new("TemplateSyntaxError", detail);

    public static ExpressionException Runtime(string detail) => new("TemplateRuntimeError", detail);

    public static ExpressionException FilterArgument(string detail) => new("FilterArgumentError", detail);

    public static ExpressionException Limit(string detail) => new("LimitError", detail);

    public static ExpressionException Undefined(UndefinedValue value) => new("UndefinedError", value.Describe());

    public static ExpressionException Operands(string op, Value left, Value right) =>
        Type($"unsupported operand type(s) for {op}: '{left.TypeName}' and '{right.TypeName}'");
}
