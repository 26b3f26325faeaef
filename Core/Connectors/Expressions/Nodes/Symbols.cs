namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>The names one block stores and reads. A name that is read and not known around it comes from the context, and must be there.</summary>
internal sealed class Symbols(Symbols? parent)
{
    private readonly Dictionary<string, string?> _loads = [];
    private readonly HashSet<string> _stores = [];

    /// <summary>Names that the context must hold.</summary>
    public IEnumerable<string> Resolved => _loads.Where(load => load.Value == "resolve").Select(load => load.Key);

    public void Load(string name)
    {
        if (!Knows(name)) _loads[name] = "resolve";
    }

    public void Store(string name)
    {
        _stores.Add(name);
        if (!_loads.ContainsKey(name)) _loads[name] = parent?.Knows(name) == true ? "alias" : "undefined";
    }

    public void Declare(string name)
    {
        _stores.Add(name);
        _loads[name] = "parameter";
    }

    public Symbols Copy()
    {
        var copy = new Symbols(parent);
        foreach (var (name, load) in _loads) copy._loads[name] = load;
        copy._stores.UnionWith(_stores);
        return copy;
    }

    /// <summary>Takes over what the branches of an if did. A name that only a branch sets may have to come from the context.</summary>
    public void Merge(params Symbols[] branches)
    {
        var stores = branches.SelectMany(branch => branch._stores).Except(_stores).ToList();
        foreach (var branch in branches)
        {
            foreach (var (name, load) in branch._loads) _loads[name] = load;
            _stores.UnionWith(branch._stores);
        }
        foreach (var name in stores) _loads[name] = parent?.Knows(name) == true ? "alias" : "resolve";
    }

    private bool Knows(string name) => _loads.ContainsKey(name) || parent?.Knows(name) == true;
}
