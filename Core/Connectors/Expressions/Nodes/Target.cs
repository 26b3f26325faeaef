using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>What is assigned to: a name, a member of a namespace, or (no name) a tuple of targets.</summary>
internal sealed record Target(string? Name, string? Member, Target[] Items)
{
    public IEnumerable<string> StoredNames => Name is null ? Items.SelectMany(item => item.StoredNames) : Member is null ? [Name] : [];

    public IEnumerable<string> LoadedNames => Name is null ? Items.SelectMany(item => item.LoadedNames) : Member is null ? [] : [Name];

    public void Assign(Value value, Scope scope, Evaluation evaluation)
    {
        if (Name is null) Unpack(value, scope, evaluation);
        else if (Member is null) scope.Set(Name, value);
        else if (new NameExpression(Name).Evaluate(evaluation) is NamespaceValue space) space.Members[Member] = value;
        else throw Faults.Runtime("cannot assign attribute on non-namespace object");
    }

    private void Unpack(Value value, Scope scope, Evaluation evaluation)
    {
        using var iterator = value.Iterate() ?? throw Faults.Type($"cannot unpack non-iterable {value.TypeName} object");
        var values = new List<Value>();
        while (values.Count <= Items.Length && iterator.MoveNext()) values.Add(iterator.Current);
        if (values.Count < Items.Length) throw Faults.Value($"not enough values to unpack (expected {Items.Length}, got {values.Count})");
        if (values.Count > Items.Length) throw Faults.Value($"too many values to unpack (expected {Items.Length})");
        for (var i = 0; i < Items.Length; i++) Items[i].Assign(values[i], scope, evaluation);
    }
}
