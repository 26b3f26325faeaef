namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>Names set by statements. A block sees the scopes around it and sets names in its own.</summary>
internal sealed class Scope(Scope? parent)
{
    private readonly Dictionary<string, Value> _names = [];

    public Scope? Parent => parent;

    public void Set(string name, Value value) => _names[name] = value;

    public Value? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope._names.TryGetValue(name, out var value)) return value;
        return null;
    }
}
