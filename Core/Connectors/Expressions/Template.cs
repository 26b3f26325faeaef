using System.Collections.Concurrent;
using Supertrack.Core.Connectors.Expressions.Builtins;
using Supertrack.Core.Connectors.Expressions.Literals;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Syntax;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>A compiled template: immutable, safe to use from many threads.</summary>
/// <remarks>
/// Evaluation has the meaning of the reference implementation: the text a template renders is read as a Python literal ("7" becomes an int, "1, 2"
/// a tuple); an empty text or an UndefinedError gives the default; a TypeError gives the template's own text; a variable that
/// neither the context nor the language has is a ValueError before anything runs.
/// </remarks>
public sealed class Template
{
    private const int MaxCached = 20_000;
    private const int MaxSource = 1_000_000;

    private static readonly ConcurrentDictionary<string, Template> Cache = new(StringComparer.Ordinal);
    private static readonly StrValue FalseText = new("False");

    private readonly Statement[] _body;
    private readonly (int Slot, string Name)[] _needed;
    private readonly Expression? _single;
    private readonly StrValue _source;
    private readonly bool _readsStreamState;

    private Template(string source)
    {
        Source = source;
        _source = new StrValue(source);
        _readsStreamState = source.Contains("stream_state", StringComparison.Ordinal);
        _body = TemplateParser.Parse(source);
        Variables = SymbolAnalysis.Needed(_body).Where(name => !Globals.Has(name)).ToHashSet();
        _needed = [.. Variables.Select(name => (VariableSlots.Of(name), name))];
        _single = _body is [OutputStatement output] ? output.Value : null;
        IsPlain = _body.Length == 0 || _single is ConstantExpression && !source.Contains('{', StringComparison.Ordinal);
    }

    public string Source { get; }

    /// <summary>The variables that the context must hold.</summary>
    public IReadOnlySet<string> Variables { get; }

    /// <summary>True where the template has no tag, so that every evaluation gives the same.</summary>
    public bool IsPlain { get; }

    /// <summary>Compiles a template; the same text gives the same object.</summary>
    /// <exception cref="ExpressionException">TemplateSyntaxError: what is wrong and on which line.</exception>
    public static Template Compile(string source)
    {
        if (Cache.TryGetValue(source, out var known)) return known;
        if (source.Length > MaxSource) throw Faults.Syntax($"a template of more than {MaxSource} characters").In(source);
        Template template;
        try
        {
            template = new Template(source);
        }
        catch (ExpressionException e)
        {
            throw e.In(source);
        }
        if (Cache.Count >= MaxCached) Cache.Clear();
        return Cache.GetOrAdd(source, template);
    }

    /// <summary>Evaluates with a default for the empty and the undefined.</summary>
    /// <param name="context">The variables.</param>
    /// <param name="otherwise">The default template; without one the default is None.</param>
    /// <exception cref="ExpressionException">Any error but UndefinedError and TypeError.</exception>
    public Value Evaluate(EvaluationContext context, Template? otherwise = null)
    {
        RefuseStreamState();
        if (TryRender(context) is { } value) return value is IntValue or BoolValue ? value : Literal.Evaluate(value, new Budget(context.Limits));
        return otherwise is null ? NoneValue.Instance : Literal.Evaluate(otherwise.Render(context), new Budget(context.Limits));
    }

    /// <summary>Evaluates as a string property of a manifest does: the default is the template itself, so an empty result is the empty text.</summary>
    public Value EvaluateString(EvaluationContext context) => IsPlain && Literal.IsSurelyText(Source) && !Source.EndsWith('\n') ? _source : Evaluate(context, this);

    /// <summary>Evaluates to text where only text is allowed (keys of mappings): the literal is taken only where it is a str. None where empty.</summary>
    public Value EvaluateText(EvaluationContext context)
    {
        RefuseStreamState();
        if (TryRender(context) is not { } value) return NoneValue.Instance;
        var text = value as StrValue ?? new StrValue(value.ToString());
        return Literal.Evaluate(text, new Budget(context.Limits)) is StrValue literal ? literal : text;
    }

    /// <summary>Evaluates as a condition of a manifest does: false for False, zero, the empty, and the texts of these; true for all else, None included.</summary>
    public bool EvaluateBoolean(EvaluationContext context)
    {
        RefuseStreamState();
        var value = TryRender(context) is { } rendered ? Literal.Evaluate(rendered, new Budget(context.Limits)) : Literal.Evaluate(FalseText, new Budget(context.Limits));
        return value switch
        {
            StrValue text => text.Text is not ("False" or "false" or "{}" or "[]" or "()" or "" or "0" or "0.0"),
            NoneValue => true,
            _ => value.Truthy,
        };
    }

    private void RefuseStreamState()
    {
        if (_readsStreamState)
            throw new ExpressionException("AirbyteTracedException", "`stream_state` is no longer supported for interpolation; use `stream_interval` instead", Source);
    }

    /// <summary>Null where the default is to be used.</summary>
    private Value? TryRender(EvaluationContext context)
    {
        try
        {
            var value = Render(context);
            return value is UndefinedValue or StrValue { Text.Length: 0 } ? null : value;
        }
        catch (ExpressionException e) when (e.IsUndefined)
        {
            return null;
        }
    }

    private Value Render(EvaluationContext context)
    {
        try
        {
            foreach (var (slot, name) in _needed)
                if (context.Find(slot, name) is null) throw Faults.Value($"Jinja macro has undeclared variables: {{'{name}'}}");
            var evaluation = new Evaluation(context);
            if (_single is not null) return _single.Evaluate(evaluation) is var value and not UndefinedValue ? value : StrValue.Empty;
            var output = new TextBuffer(evaluation.Budget);
            Statement.RunAll(_body, evaluation, output);
            return new StrValue(output.ToString());
        }
        catch (ExpressionException e) when (e.IsTypeError)
        {
            return _source;
        }
        catch (ExpressionException e)
        {
            throw e.In(Source);
        }
    }
}
