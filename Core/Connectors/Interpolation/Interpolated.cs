using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Interpolation;

/// <summary>Types that a result may be read as; of another type it stays the text that the template rendered.</summary>
internal enum ResultTypes
{
    Any,
    Text,
    TextOrList,
    Integer,
    Number,
    Boolean,
}

/// <summary>A template with the parameters of its component.</summary>
internal sealed class Interpolated(Template template, Value parameters)
{
    public Interpolated(string text, Value parameters) : this(Template.Compile(text), parameters)
    {
    }

    public string Text => template.Source;

    public bool IsPlain => template.IsPlain;

    /// <exception cref="ConnectorException">The evaluation fails.</exception>
    public Value Evaluate(Scope scope, ResultTypes types = ResultTypes.Any)
    {
        scope.Context["parameters"] = parameters;
        try
        {
            var value = types == ResultTypes.Text ? null : template.EvaluateString(scope.Context);
            return value is not null && Fits(value, types) ? value : AsText(scope);
        }
        catch (ExpressionException exception)
        {
            throw InterpolationFault.Of(exception);
        }
    }

    /// <summary>As an entry of a mapping: None where the result is empty or undefined.</summary>
    public Value EvaluateEntry(Scope scope, ResultTypes types = ResultTypes.Any)
    {
        scope.Context["parameters"] = parameters;
        try
        {
            var value = types == ResultTypes.Text ? null : template.Evaluate(scope.Context);
            return value is not null && Fits(value, types) ? value : template.EvaluateText(scope.Context);
        }
        catch (ExpressionException exception)
        {
            throw InterpolationFault.Of(exception);
        }
    }

    private Value AsText(Scope scope) => template.EvaluateText(scope.Context) is { IsNone: false } text ? text : template.EvaluateString(scope.Context);

    private static bool Fits(Value value, ResultTypes types) => types switch
    {
        ResultTypes.Any => true,
        ResultTypes.Text => value is StrValue,
        ResultTypes.TextOrList => value is StrValue or ListValue,
        ResultTypes.Integer => value is IntValue or BoolValue,
        ResultTypes.Number => value is FloatValue,
        _ => value is BoolValue,
    };
}

/// <summary>A condition.</summary>
internal sealed class Condition(Template template, Value parameters)
{
    public Condition(string text, Value parameters) : this(Template.Compile(text), parameters)
    {
    }

    public bool Holds(Scope scope)
    {
        scope.Context["parameters"] = parameters;
        try
        {
            return template.EvaluateBoolean(scope.Context);
        }
        catch (ExpressionException exception)
        {
            throw InterpolationFault.Of(exception);
        }
    }
}

internal static class InterpolationFault
{
    public static ConnectorException Of(ExpressionException exception) =>
        new(FailureKind.System, $"An expression of the manifest failed: {exception.Message}. Correct the expression or the configuration it reads.", exception);
}

/// <summary>A mapping whose keys and values are templates; entries without a value are left out.</summary>
internal sealed class InterpolatedMap(IReadOnlyList<KeyValuePair<Interpolated, object>> entries)
{
    /// <param name="scope">The variables.</param>
    /// <param name="types">What values may be read as.</param>
    public DictValue Evaluate(Scope scope, ResultTypes types = ResultTypes.Any)
    {
        var map = new DictValue();
        foreach (var (key, entry) in entries)
        {
            var value = entry is Interpolated template ? template.EvaluateEntry(scope, types) : (Value)entry;
            if (!value.IsNone) map[key.EvaluateEntry(scope, ResultTypes.Text).ToString()] = value;
        }
        return map;
    }
}

/// <summary>A tree whose texts and keys are templates; null entries of mappings are left out.</summary>
internal sealed class InterpolatedTree(object root)
{
    public Value Evaluate(Scope scope) => Evaluate(root, scope);

    private static Value Evaluate(object node, Scope scope)
    {
        switch (node)
        {
            case Interpolated template:
                return template.EvaluateEntry(scope);
            case IReadOnlyList<object> list:
                return new ListValue(list.Select(item => Evaluate(item, scope)).ToList());
            case IReadOnlyList<KeyValuePair<Interpolated, object>> entries:
                var map = new DictValue();
                foreach (var (key, item) in entries)
                    if (Evaluate(item, scope) is { IsNone: false } value) map[key.EvaluateEntry(scope).ToString()] = value;
                return map;
            default:
                return (Value)node;
        }
    }
}
