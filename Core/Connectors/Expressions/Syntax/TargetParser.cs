using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>Parses what can be assigned to: a name, a member of a namespace, or a tuple of these.</summary>
internal sealed class TargetParser(TokenStream stream, ExpressionParser expressions)
{
    private static readonly string[] Reserved = ["true", "false", "none", "True", "False", "None"];

    public string ParseName()
    {
        var name = stream.ExpectAnyName();
        return Reserved.Contains(name) ? throw Faults.Syntax($"can't assign to '{name}'") : name;
    }

    public Target Parse(string? endName = null, bool withNamespace = false)
    {
        var items = new List<Target>();
        var isTuple = false;
        while (!Ends(endName))
        {
            items.Add(ParseOne(withNamespace));
            if (!stream.SkipOperator(",")) break;
            isTuple = true;
        }
        if (items.Count == 0) throw stream.Unexpected("Expected an expression");
        return isTuple ? new Target(null, null, [.. items]) : items[0];
    }

    private bool Ends(string? endName) =>
        stream.Current.Kind is TokenKind.BlockEnd or TokenKind.VariableEnd || stream.Current.IsOperator(")")
        || (endName is not null && stream.Current.IsName(endName));

    private Target ParseOne(bool withNamespace)
    {
        if (stream.SkipOperator("("))
        {
            var inner = stream.Nested(() => Parse());
            stream.ExpectOperator(")");
            return inner;
        }
        if (stream.Current.Kind != TokenKind.Name)
        {
            expressions.ParsePrimary();
            throw Faults.Syntax("can't assign to a constant");
        }
        var name = ParseName();
        return withNamespace && stream.SkipOperator(".") ? new Target(name, stream.ExpectAnyName(), []) : new Target(name, null, []);
    }
}
