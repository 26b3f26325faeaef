using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

internal delegate Value Method(Value self, Value?[] arguments, Evaluation evaluation);

internal delegate Value RawMethod(Value self, Arguments arguments, Evaluation evaluation);

/// <summary>The methods of a type by name. Nothing that is not in a table can be called: there is no reflection.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, RawMethod> _methods = [];

    public MethodTable Add(string name, string parameters, Method method)
    {
        var signature = new Signature(name, parameters);
        _methods[name] = (self, arguments, evaluation) => method(self, signature.Bind(arguments), evaluation);
        return this;
    }

    public MethodTable AddRaw(string name, RawMethod method)
    {
        _methods[name] = method;
        return this;
    }

    public MethodTable AddAll(MethodTable other)
    {
        foreach (var (name, method) in other._methods) _methods.TryAdd(name, method);
        return this;
    }

    public RawMethod? Find(string name) => _methods.GetValueOrDefault(name);

    public Value? Bind(Value self, string name) => Find(name) is { } method
        ? new FunctionValue(name, "builtin_function_or_method", (arguments, evaluation) => method(self, arguments, evaluation))
        : null;
}
