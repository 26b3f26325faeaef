using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>The parameters and body of a macro. Arguments beyond the parameters go to varargs, kwargs and caller where the body reads them.</summary>
internal sealed class MacroBody(string name, (string Name, Expression? Default)[] parameters, Statement[] body)
{
    private readonly HashSet<string> _reads = [.. SymbolAnalysis.NamesRead(body)];

    public (string Name, Expression? Default)[] Parameters => parameters;

    public Statement[] Body => body;

    public FunctionValue Close(Scope? outer) => new(name, "Macro", (arguments, evaluation) => Run(arguments, evaluation, outer));

    private StrValue Run(Arguments arguments, Evaluation evaluation, Scope? outer)
    {
        Stack.Ensure();
        var scope = new Scope(outer);
        var before = evaluation.Scope;
        evaluation.Scope = scope;
        Bind(arguments, scope, evaluation);
        var text = new TextBuffer(evaluation.Budget);
        Statement.RunAll(body, evaluation, text);
        evaluation.Scope = before;
        return new StrValue(text.ToString());
    }

    private void Bind(Arguments arguments, Scope scope, Evaluation evaluation)
    {
        var rest = arguments;
        for (var i = 0; i < parameters.Length; i++)
        {
            var (parameter, standard) = parameters[i];
            var named = rest.Find(parameter);
            if (i < arguments.Positional.Length && named is not null) throw Faults.Type($"macro '{name}' got multiple values for argument '{parameter}'");
            rest = rest.Without(parameter);
            scope.Set(parameter, i < arguments.Positional.Length ? arguments.Positional[i]
                : named ?? standard?.Evaluate(evaluation) ?? new UndefinedValue(parameter, hint: $"parameter '{parameter}' was not provided"));
        }
        BindCaller(ref rest, scope);
        var more = arguments.Positional.Skip(parameters.Length).ToArray();
        if (_reads.Contains("kwargs")) scope.Set("kwargs", new DictValue(rest.Named));
        else if (rest.Named.Length > 0) throw Faults.Type($"macro '{name}' takes no keyword argument '{rest.Named[0].Key}'");
        if (_reads.Contains("varargs")) scope.Set("varargs", new TupleValue(more));
        else if (more.Length > 0) throw Faults.Type($"macro '{name}' takes not more than {parameters.Length} argument(s)");
    }

    private void BindCaller(ref Arguments rest, Scope scope)
    {
        if (!_reads.Contains("caller") || parameters.Any(parameter => parameter.Name == "caller")) return;
        scope.Set("caller", rest.Find("caller") ?? new UndefinedValue(null, hint: "No caller defined"));
        rest = rest.Without("caller");
    }
}
