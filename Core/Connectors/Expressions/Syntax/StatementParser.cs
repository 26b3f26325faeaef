using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>Parses the tags: if, for, set, with, macro, call, filter, block and the rest of the language.</summary>
internal sealed class StatementParser(TokenStream stream, ExpressionParser expressions, Func<string[], Statement[]> parseBody)
{
    private readonly TargetParser _targets = new(stream, expressions);
    private readonly PostfixParser _postfix = new(stream);

    public Statement Parse()
    {
        var token = stream.Current.Kind == TokenKind.Name ? stream.Next() : throw stream.Unexpected("tag name expected");
        return token.Text switch
        {
            "if" => ParseIf(),
            "for" => ParseFor(),
            "set" => ParseSet(),
            "with" => ParseWith(),
            "macro" => ParseMacro(),
            "call" => ParseCall(),
            "filter" => ParseFilter(),
            "block" => ParseBlock(),
            "print" => ParsePrint(),
            "autoescape" => ParseAutoescape(),
            "include" or "import" or "from" or "extends" => ParseLoad(token.Text),
            _ => throw Faults.Syntax($"line {token.Line}: Encountered unknown tag '{token.Text}'."),
        };
    }

    private Statement[] ParseUntil(params string[] endNames)
    {
        stream.SkipOperator(":");
        stream.Expect(TokenKind.BlockEnd);
        return parseBody(endNames);
    }

    private Statement[] ParseTo(string endName)
    {
        var body = ParseUntil(endName);
        stream.Next();
        return body;
    }

    private IfStatement ParseIf() => stream.Nested(() =>
    {
        var test = expressions.ParseTuple(withCondition: false);
        var body = ParseUntil("elif", "else", "endif");
        var end = stream.Next().Text;
        Statement[] otherwise = end switch
        {
            "elif" => [ParseIf()],
            "else" => ParseTo("endif"),
            _ => [],
        };
        return new IfStatement(test, body, otherwise);
    });

    private ForStatement ParseFor()
    {
        var target = _targets.Parse(endName: "in");
        stream.ExpectName("in");
        var items = expressions.ParseTuple(withCondition: false, endName: "recursive");
        var test = stream.SkipName("if") ? expressions.Parse() : null;
        var recursive = stream.SkipName("recursive");
        var body = ParseUntil("endfor", "else");
        var otherwise = stream.Next().Text == "else" ? ParseTo("endfor") : [];
        return new ForStatement(target, items, test, body, otherwise, recursive);
    }

    private Statement ParseSet()
    {
        var target = _targets.Parse(withNamespace: true);
        if (stream.SkipOperator("=")) return new SetStatement(target, expressions.ParseTuple());
        var filter = _postfix.ParseFilterChain(expressions, null, inline: false);
        return new SetBlockStatement(target, filter, ParseTo("endset"));
    }

    private WithStatement ParseWith()
    {
        var pairs = new List<(Target, Expression)>();
        while (stream.Current.Kind != TokenKind.BlockEnd)
        {
            if (pairs.Count > 0) stream.ExpectOperator(",");
            var target = _targets.Parse();
            stream.ExpectOperator("=");
            pairs.Add((target, expressions.Parse()));
        }
        return new WithStatement([.. pairs], ParseTo("endwith"));
    }

    private MacroStatement ParseMacro()
    {
        var name = _targets.ParseName();
        var parameters = ParseSignature();
        return new MacroStatement(name, new MacroBody(name, parameters, ParseTo("endmacro")));
    }

    private (string, Expression?)[] ParseSignature()
    {
        stream.ExpectOperator("(");
        var parameters = new List<(string, Expression?)>();
        while (!stream.Current.IsOperator(")"))
        {
            if (parameters.Count > 0) stream.ExpectOperator(",");
            var name = _targets.ParseName();
            var standard = stream.SkipOperator("=") ? expressions.Parse() : null;
            if (standard is null && parameters.Any(parameter => parameter.Item2 is not null))
                throw Faults.Syntax("non-default argument follows default argument");
            parameters.Add((name, standard));
        }
        stream.ExpectOperator(")");
        return [.. parameters];
    }

    private CallStatement ParseCall()
    {
        var parameters = stream.Current.IsOperator("(") ? ParseSignature() : [];
        var call = expressions.Parse() as CallExpression ?? throw Faults.Syntax("expected call");
        return new CallStatement(call, new MacroBody("caller", parameters, ParseTo("endcall")));
    }

    private FilterStatement ParseFilter()
    {
        var filter = _postfix.ParseFilterChain(expressions, null, inline: true)!;
        return new FilterStatement(filter, ParseTo("endfilter"));
    }

    private ScopeStatement ParseBlock()
    {
        var name = stream.ExpectAnyName();
        stream.SkipName("scoped");
        stream.SkipName("required");
        var body = ParseTo("endblock");
        stream.SkipName(name);
        return new ScopeStatement(body, isBlock: true);
    }

    private PrintStatement ParsePrint()
    {
        var items = new List<Expression>();
        while (stream.Current.Kind != TokenKind.BlockEnd)
        {
            if (items.Count > 0) stream.ExpectOperator(",");
            items.Add(expressions.Parse());
        }
        return new PrintStatement([.. items]);
    }

    private AutoescapeStatement ParseAutoescape()
    {
        var flag = expressions.Parse();
        return new AutoescapeStatement(flag, ParseTo("endautoescape"));
    }

    private LoadStatement ParseLoad(string tag)
    {
        var template = expressions.Parse();
        var targets = new List<string>();
        if (tag == "import")
        {
            stream.ExpectName("as");
            targets.Add(_targets.ParseName());
        }
        else if (tag == "from")
        {
            stream.ExpectName("import");
            do
            {
                var name = _targets.ParseName();
                targets.Add(stream.SkipName("as") ? _targets.ParseName() : name);
            }
            while (stream.SkipOperator(","));
        }
        while (stream.Current.Kind == TokenKind.Name && stream.Current.Text is "ignore" or "missing" or "with" or "without" or "context") stream.Next();
        return new LoadStatement(tag, template, [.. targets]);
    }
}
