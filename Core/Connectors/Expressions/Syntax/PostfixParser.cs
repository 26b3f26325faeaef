using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>Parses what follows a primary: attributes, subscripts, calls, filters and tests.</summary>
internal sealed class PostfixParser(TokenStream stream)
{
    public Expression ParsePostfix(ExpressionParser parser, Expression node)
    {
        while (true)
        {
            if (stream.Current.IsOperator(".")) node = ParseDot(node);
            else if (stream.Current.IsOperator("[")) node = ParseSubscript(parser, node);
            else if (stream.Current.IsOperator("(")) node = new CallExpression(node, ParseArguments(parser));
            else return node;
        }
    }

    public Expression ParseFilters(ExpressionParser parser, Expression node)
    {
        while (true)
        {
            if (stream.Current.IsOperator("|")) node = ParseFilter(parser, node);
            else if (stream.Current.IsName("is")) node = ParseTest(parser, node);
            else if (stream.Current.IsOperator("(")) node = new CallExpression(node, ParseArguments(parser));
            else return node;
        }
    }

    /// <summary>One or more filters; the first may come without its bar (in a filter block).</summary>
    public Expression? ParseFilterChain(ExpressionParser parser, Expression? node, bool inline)
    {
        while (inline || stream.Current.IsOperator("|"))
        {
            if (!inline) stream.Next();
            node = ParseFilterCall(parser, node);
            inline = false;
        }
        return node;
    }

    private Expression ParseFilter(ExpressionParser parser, Expression node)
    {
        stream.Next();
        return ParseFilterCall(parser, node);
    }

    private FilterExpression ParseFilterCall(ExpressionParser parser, Expression? node)
    {
        var name = ParseDottedName();
        var arguments = stream.Current.IsOperator("(") ? ParseArguments(parser) : ArgumentList.Empty;
        return new FilterExpression(node, name, arguments);
    }

    private Expression ParseTest(ExpressionParser parser, Expression node)
    {
        stream.Next();
        var negated = stream.SkipName("not");
        var name = ParseDottedName();
        var arguments = ArgumentList.Empty;
        if (stream.Current.IsOperator("(")) arguments = ParseArguments(parser);
        else if (TakesOperand())
        {
            if (stream.Current.IsName("is")) throw Faults.Syntax("You cannot chain multiple tests with is");
            arguments = new ArgumentList([ParsePostfix(parser, parser.ParsePrimary())], [], null, null);
        }
        Expression test = new TestExpression(node, name, arguments);
        return negated ? new NotExpression(test) : test;
    }

    private bool TakesOperand()
    {
        var token = stream.Current;
        if (token.IsName("else") || token.IsName("or") || token.IsName("and")) return false;
        return token.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Integer or TokenKind.Float || token.IsOperator("[") || token.IsOperator("{");
    }

    private string ParseDottedName()
    {
        var name = stream.ExpectAnyName();
        while (stream.SkipOperator(".")) name += "." + stream.ExpectAnyName();
        return name;
    }

    private Expression ParseDot(Expression node)
    {
        stream.Next();
        var token = stream.Next();
        return token.Kind switch
        {
            TokenKind.Name => new AttributeExpression(node, token.Text),
            TokenKind.Integer => new ItemExpression(node, new ConstantExpression(token.Number!)),
            _ => throw Faults.Syntax($"line {token.Line}: expected name or number, got '{token}'"),
        };
    }

    private ItemExpression ParseSubscript(ExpressionParser parser, Expression node)
    {
        stream.Next();
        var items = new List<Expression>();
        while (!stream.Current.IsOperator("]"))
        {
            if (items.Count > 0) stream.ExpectOperator(",");
            items.Add(ParseSubscribed(parser));
        }
        stream.ExpectOperator("]");
        return new ItemExpression(node, items.Count == 1 ? items[0] : new TupleExpression([.. items]));
    }

    private Expression ParseSubscribed(ExpressionParser parser)
    {
        Expression? start = null;
        if (!stream.SkipOperator(":"))
        {
            start = parser.Parse();
            if (!stream.SkipOperator(":")) return start;
        }
        var stop = ParseBound(parser);
        var step = stream.SkipOperator(":") ? ParseBound(parser) : null;
        return new SliceExpression(start, stop, step);
    }

    private Expression? ParseBound(ExpressionParser parser) =>
        stream.Current.IsOperator(":") || stream.Current.IsOperator("]") || stream.Current.IsOperator(",") ? null : parser.Parse();

    public ArgumentList ParseArguments(ExpressionParser parser)
    {
        stream.ExpectOperator("(");
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        Expression? list = null, dict = null;
        for (var first = true; !stream.Current.IsOperator(")"); first = false)
        {
            if (!first) stream.ExpectOperator(",");
            if (stream.Current.IsOperator(")")) break;
            if (stream.SkipOperator("*")) list = Once(list is null && dict is null, parser);
            else if (stream.SkipOperator("**")) dict = Once(dict is null, parser);
            else if (stream.Current.Kind == TokenKind.Name && stream.Ahead.IsOperator("="))
            {
                var name = stream.Next().Text;
                stream.Next();
                named.Add((name, Once(dict is null, parser)));
            }
            else positional.Add(Once(list is null && dict is null && named.Count == 0, parser));
        }
        stream.ExpectOperator(")");
        return new ArgumentList([.. positional], [.. named], list, dict);
    }

    private static Expression Once(bool allowed, ExpressionParser parser) =>
        allowed ? parser.Parse() : throw Faults.Syntax("invalid syntax for function call expression");
}
