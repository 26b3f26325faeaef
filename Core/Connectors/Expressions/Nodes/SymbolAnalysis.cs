namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>Finds, before anything runs, the names that a template needs from its context, branch not taken or not.</summary>
internal sealed class SymbolAnalysis
{
    private readonly HashSet<string> _needed = [];

    /// <summary>The names a whole template needs; names of the language among them.</summary>
    public static IReadOnlySet<string> Needed(Statement[] body)
    {
        var analysis = new SymbolAnalysis();
        analysis.Block(body, new Symbols(null));
        return analysis._needed;
    }

    /// <summary>Every name the statements read anywhere.</summary>
    public static IEnumerable<string> NamesRead(Statement[] body)
    {
        var analysis = new SymbolAnalysis();
        analysis.Block(body, new Symbols(null));
        return analysis._needed;
    }

    private void Block(IEnumerable<Statement> body, Symbols symbols)
    {
        var inner = new List<Action>();
        foreach (var statement in body) Visit(statement, symbols, inner);
        foreach (var visit in inner) visit();
        _needed.UnionWith(symbols.Resolved);
    }

    private void Inner(IEnumerable<Statement> body, Symbols outer, IEnumerable<string> declared, Action<Symbols>? first = null)
    {
        var symbols = new Symbols(outer);
        foreach (var name in declared) symbols.Declare(name);
        first?.Invoke(symbols);
        Block(body, symbols);
    }

    private void Visit(Statement statement, Symbols symbols, List<Action> inner)
    {
        switch (statement)
        {
            case OutputStatement output: Read(output.Value, symbols); break;
            case PrintStatement print: foreach (var item in print.Items) Read(item, symbols); break;
            case IfStatement branch: VisitIf(branch, symbols, inner); break;
            case SetStatement set:
                Read(set.Value, symbols);
                Store(set.Target, symbols);
                break;
            case SetBlockStatement set:
                Store(set.Target, symbols);
                inner.Add(() => Inner(set.Body, symbols, [], own => Read(set.Filter, own)));
                break;
            case ForStatement loop:
                Read(loop.Items, symbols);
                inner.Add(() => VisitLoop(loop, symbols));
                break;
            case WithStatement with:
                foreach (var (_, value) in with.Pairs) Read(value, symbols);
                inner.Add(() => Inner(with.Body, symbols, with.Pairs.SelectMany(pair => pair.Target.StoredNames)));
                break;
            case MacroStatement macro:
                symbols.Store(macro.Name);
                inner.Add(() => VisitMacro(macro.Macro, symbols));
                break;
            case CallStatement call:
                Read(call.Call, symbols);
                inner.Add(() => VisitMacro(call.Caller, symbols));
                break;
            case FilterStatement filter:
                Read(filter.Filter, symbols);
                inner.Add(() => Inner(filter.Body, symbols, []));
                break;
            case ScopeStatement scope: inner.Add(() => Inner(scope.Body, scope.IsBlock ? new Symbols(null) : symbols, [])); break;
            case AutoescapeStatement escape:
                inner.Add(() => Inner(escape.Body, symbols, [], own => Read(escape.Flag, own)));
                break;
            case LoadStatement load:
                Read(load.Template, symbols);
                foreach (var name in load.Targets) symbols.Store(name);
                break;
        }
    }

    private void VisitIf(IfStatement branch, Symbols symbols, List<Action> inner)
    {
        Read(branch.Test, symbols);
        var (body, otherwise) = (symbols.Copy(), symbols.Copy());
        foreach (var statement in branch.Body) Visit(statement, body, inner);
        foreach (var statement in branch.Otherwise) Visit(statement, otherwise, inner);
        symbols.Merge(body, otherwise);
    }

    private void VisitLoop(ForStatement loop, Symbols symbols)
    {
        Inner(loop.Body, symbols, loop.Target.StoredNames.Append("loop"));
        Inner(loop.Otherwise, symbols, []);
        if (loop.Test is not null) Inner([], symbols, loop.Target.StoredNames, own => Read(loop.Test, own));
    }

    private void VisitMacro(MacroBody macro, Symbols symbols) =>
        Inner(macro.Body, symbols, macro.Parameters.Select(parameter => parameter.Name).Concat(["caller", "kwargs", "varargs"]), own =>
        {
            foreach (var (_, standard) in macro.Parameters) Read(standard, own);
        });

    private static void Store(Target target, Symbols symbols)
    {
        foreach (var name in target.LoadedNames) symbols.Load(name);
        foreach (var name in target.StoredNames) symbols.Store(name);
    }

    private static void Read(Expression? expression, Symbols symbols)
    {
        if (expression is null) return;
        if (expression is NameExpression name) symbols.Load(name.Name);
        foreach (var child in expression.Children) Read(child, symbols);
    }
}
