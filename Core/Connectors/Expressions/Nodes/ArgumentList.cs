using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>The arguments of a call as written.</summary>
internal sealed record ArgumentList(Expression[] Positional, (string Name, Expression Value)[] Named, Expression? Rest, Expression? NamedRest)
{
    public static ArgumentList Empty { get; } = new([], [], null, null);

    public IEnumerable<Expression> Children =>
        Positional.Concat(Named.Select(pair => pair.Value)).Concat(new[] { Rest, NamedRest }.OfType<Expression>());

    public Arguments Evaluate(Evaluation evaluation)
    {
        if (Positional.Length == 0 && Named.Length == 0 && Rest is null && NamedRest is null) return Arguments.None;
        var positional = new Value[Positional.Length];
        for (var i = 0; i < positional.Length; i++) positional[i] = Positional[i].Evaluate(evaluation);
        var named = new KeyValuePair<string, Value>[Named.Length];
        for (var i = 0; i < named.Length; i++) named[i] = new(Named[i].Name, Named[i].Value.Evaluate(evaluation));
        if (Rest is not null) positional = [.. positional, .. evaluation.ToList(Rest.Evaluate(evaluation))];
        if (NamedRest is not null) named = [.. named, .. Spread(NamedRest.Evaluate(evaluation))];
        for (var i = 0; i < named.Length; i++)
            for (var j = 0; j < i; j++)
                if (named[i].Key == named[j].Key) throw Faults.Type($"got multiple values for keyword argument '{named[i].Key}'");
        return new Arguments(positional, named);
    }

    private static IEnumerable<KeyValuePair<string, Value>> Spread(Value value)
    {
        if (value is not DictValue dict) throw Faults.Type($"argument after ** must be a mapping, not {value.TypeName}");
        foreach (var (key, item) in dict.Pairs)
            yield return new(key.AsText ?? throw Faults.Type("keywords must be strings"), item);
    }
}
