using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>map, select, reject and their attribute forms; all lazy, so an error only shows where the result is read.</summary>
internal static class SelectFilters
{
    public static void AddTo(Filters filters) => filters
        .AddRaw("map", Map)
        .AddRaw("select", (v, a, e) => Select(v, a, e, keep: true, byAttribute: false))
        .AddRaw("reject", (v, a, e) => Select(v, a, e, keep: false, byAttribute: false))
        .AddRaw("selectattr", (v, a, e) => Select(v, a, e, keep: true, byAttribute: true))
        .AddRaw("rejectattr", (v, a, e) => Select(v, a, e, keep: false, byAttribute: true));

    private static GeneratorValue Map(Value value, Arguments arguments, Evaluation evaluation)
    {
        return new GeneratorValue(Items());

        IEnumerable<Value> Items()
        {
            if (!value.Truthy) yield break;
            var transform = Transform(arguments, evaluation);
            foreach (var item in evaluation.Items(value)) yield return transform(item);
        }
    }

    private static Func<Value, Value> Transform(Arguments arguments, Evaluation evaluation)
    {
        if (arguments.Positional.Length == 0 && arguments.Find("attribute") is { } attribute)
        {
            var rest = arguments.Without("attribute").Without("default");
            if (rest.Named.Length > 0) throw Faults.FilterArgument($"Unexpected keyword argument '{rest.Named[0].Key}'");
            return AttributePath.Reader(attribute, evaluation, arguments.Find("default"));
        }
        if (arguments.Positional.Length == 0) throw Faults.FilterArgument("map requires a filter argument");
        var name = evaluation.Text(arguments.Positional[0]);
        var filter = Filters.Find(name) ?? throw Faults.Runtime($"No filter named '{name}'.");
        var further = arguments.Skip(1);
        return item => filter(item, further, evaluation);
    }

    private static GeneratorValue Select(Value value, Arguments arguments, Evaluation evaluation, bool keep, bool byAttribute)
    {
        return new GeneratorValue(Items());

        IEnumerable<Value> Items()
        {
            if (!value.Truthy) yield break;
            var test = Predicate(arguments, evaluation, byAttribute);
            foreach (var item in evaluation.Items(value))
                if (test(item) == keep) yield return item;
        }
    }

    private static Func<Value, bool> Predicate(Arguments arguments, Evaluation evaluation, bool byAttribute)
    {
        Func<Value, Value> read = item => item;
        if (byAttribute)
        {
            if (arguments.Positional.Length == 0) throw Faults.FilterArgument("Missing parameter for attribute name");
            read = AttributePath.Reader(arguments.Positional[0], evaluation);
            arguments = arguments.Skip(1);
        }
        if (arguments.Positional.Length == 0) return item => read(item).Truthy;
        var name = evaluation.Text(arguments.Positional[0]);
        var test = Tests.Find(name) ?? throw Faults.Runtime($"No test named '{name}'.");
        var further = arguments.Skip(1);
        return item => test(read(item), further, evaluation);
    }
}
