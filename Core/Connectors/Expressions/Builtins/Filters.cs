using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

internal delegate Value Filter(Value input, Arguments arguments, Evaluation evaluation);

internal delegate Value BoundFilter(Value input, Value?[] arguments, Evaluation evaluation);

/// <summary>All filters by name: Jinja's and those of the connector language.</summary>
internal sealed class Filters
{
    private static readonly Lazy<Filters> All = new(Make);
    private readonly Dictionary<string, Filter> _filters = [];

    public static Filter? Find(string name) => All.Value._filters.GetValueOrDefault(name);

    public static bool Has(string name) => All.Value._filters.ContainsKey(name);

    public Filters Add(string names, string parameters, BoundFilter filter)
    {
        foreach (var name in names.Split(' '))
        {
            var signature = new Signature(name, parameters);
            _filters[name] = (input, arguments, evaluation) => filter(input, signature.Bind(arguments), evaluation);
        }
        return this;
    }

    public Filters AddRaw(string name, Filter filter)
    {
        _filters[name] = filter;
        return this;
    }

    private static Filters Make()
    {
        var filters = new Filters();
        TextFilters.AddTo(filters);
        MarkupFilters.AddTo(filters);
        WrapFilters.AddTo(filters);
        NumberFilters.AddTo(filters);
        SequenceFilters.AddTo(filters);
        OrderFilters.AddTo(filters);
        SelectFilters.AddTo(filters);
        ConnectorFilters.AddTo(filters);
        return filters;
    }
}
