using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>The attribute argument of map, sort and their like: dots lead inside, numbers are indices.</summary>
internal static class AttributePath
{
    /// <summary>Reads one path; a missing step gives the default where there is one.</summary>
    public static Func<Value, Value> Reader(Value? attribute, Evaluation evaluation, Value? standard = null)
    {
        var steps = Steps(attribute);
        return item =>
        {
            foreach (var step in steps)
            {
                item = ItemExpression.Read(item, step, evaluation);
                if (item is UndefinedValue && standard is not (null or NoneValue)) item = standard;
            }
            return item;
        };
    }

    /// <summary>Several paths with commas between; the result is a list of what they read.</summary>
    public static Func<Value, Value> ListReader(Value? attribute, Evaluation evaluation, Func<Value, Value> each)
    {
        var paths = attribute is StrValue text ? text.Text.Split(',').Select(part => (Value?)new StrValue(part)) : [attribute];
        var readers = paths.Select(path => Reader(path, evaluation)).ToArray();
        return item => new ListValue(readers.Select(read => each(read(item))));
    }

    public static Value IgnoreCase(Value value) => value is StrValue text ? new StrValue(text.Text.ToLowerInvariant()) : value;

    private static Value[] Steps(Value? attribute) => attribute switch
    {
        null or NoneValue => [],
        StrValue text => [.. text.Text.Split('.').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) && long.TryParse(part, out var index) ? (Value)IntValue.Of(index) : new StrValue(part))],
        _ => [attribute],
    };
}
