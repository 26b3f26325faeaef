namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>The parameters of a function: "old new count?" takes two and an optional third; a name that starts with / cannot be given by name.</summary>
internal sealed class Signature
{
    private readonly string _function;
    private readonly (string Name, bool Optional, bool PositionOnly)[] _parameters;

    public Signature(string function, string parameters)
    {
        _function = function;
        _parameters = [.. parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (text.Trim('/', '?'), text.EndsWith('?'), text.StartsWith('/')))];
    }

    /// <summary>One value a parameter, null for an optional one that is not given.</summary>
    /// <exception cref="ExpressionException">TypeError: too many, too few, unknown or doubled arguments.</exception>
    public Value?[] Bind(Arguments arguments)
    {
        if (arguments.Positional.Length > _parameters.Length)
            throw Faults.Type($"{_function}() takes at most {_parameters.Length} arguments ({arguments.Positional.Length} given)");
        var bound = new Value?[_parameters.Length];
        arguments.Positional.CopyTo(bound, 0);
        foreach (var (name, value) in arguments.Named)
        {
            var index = Array.FindIndex(_parameters, parameter => parameter.Name == name && !parameter.PositionOnly);
            if (index < 0) throw Faults.Type($"{_function}() got an unexpected keyword argument '{name}'");
            if (bound[index] is not null) throw Faults.Type($"{_function}() got multiple values for argument '{name}'");
            bound[index] = value;
        }
        for (var i = 0; i < bound.Length; i++)
            if (bound[i] is null && !_parameters[i].Optional)
                throw Faults.Type($"{_function}() missing required argument: '{_parameters[i].Name}'");
        return bound;
    }
}
