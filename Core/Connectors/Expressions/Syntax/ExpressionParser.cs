using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>Parses expressions, from the loosest binding (inline if) to the tightest (names and literals).</summary>
internal sealed class ExpressionParser(TokenStream stream)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly PostfixParser _postfix = new(stream);

    public Expression Parse(bool withCondition = true) => stream.Nested(() => withCondition ? ParseCondition() : ParseOr());

    /// <summary>An expression, or several with commas between, which make a tuple.</summary>
    public Expression ParseTuple(bool withCondition = true, bool explicitParentheses = false, string? endName = null)
    {
        var items = new List<Expression>();
        var isTuple = false;
        while (!EndsTuple(endName))
        {
            items.Add(Parse(withCondition));
            if (!stream.SkipOperator(",")) break;
            isTuple = true;
        }
        if (!isTuple && items.Count == 1) return items[0];
        if (!isTuple && !explicitParentheses) throw stream.Unexpected("Expected an expression");
        return new TupleExpression([.. items]);
    }

    public Expression ParseUnary(bool withFilter = true) => stream.Nested(() =>
    {
        Expression node =
            stream.SkipOperator("-") ? new SignExpression(ParseUnary(false), negative: true)
            : stream.SkipOperator("+") ? new SignExpression(ParseUnary(false), negative: false)
            : ParsePrimary();
        node = _postfix.ParsePostfix(this, node);
        return withFilter ? _postfix.ParseFilters(this, node) : node;
    });

    public Expression ParsePrimary()
    {
        var token = stream.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                stream.Next();
                return token.Text switch
                {
                    "true" or "True" => new ConstantExpression(BoolValue.True),
                    "false" or "False" => new ConstantExpression(BoolValue.False),
                    "none" or "None" => new ConstantExpression(NoneValue.Instance),
                    _ => new NameExpression(token.Text),
                };
            case TokenKind.Text: return ParseText();
            case TokenKind.Integer or TokenKind.Float:
                stream.Next();
                return new ConstantExpression(token.Number!);
            case TokenKind.Operator when token.Text == "(":
                stream.Next();
                var inner = ParseTuple(explicitParentheses: true);
                stream.ExpectOperator(")");
                return inner;
            case TokenKind.Operator when token.Text == "[":
                stream.Next();
                return new ListExpression([.. ParseItems("]", () => Parse())]);
            case TokenKind.Operator when token.Text == "{":
                stream.Next();
                return new DictExpression([.. ParseItems("}", ParsePair)]);
            default: throw stream.Unexpected("unexpected token");
        }
    }

    private bool EndsTuple(string? endName) =>
        stream.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd || stream.Current.IsOperator(")")
        || (endName is not null && stream.Current.IsName(endName));

    private Expression ParseCondition()
    {
        var node = ParseOr();
        while (stream.SkipName("if"))
        {
            var test = ParseOr();
            var otherwise = stream.SkipName("else") ? stream.Nested(ParseCondition) : null;
            node = new ConditionExpression(test, node, otherwise);
        }
        return node;
    }

    private Expression ParseOr()
    {
        var node = ParseAnd();
        while (stream.SkipName("or")) node = new LogicExpression(node, ParseAnd(), isAnd: false);
        return node;
    }

    private Expression ParseAnd()
    {
        var node = ParseNot();
        while (stream.SkipName("and")) node = new LogicExpression(node, ParseNot(), isAnd: true);
        return node;
    }

    private Expression ParseNot() => stream.SkipName("not") ? new NotExpression(stream.Nested(ParseNot)) : ParseCompare();

    private Expression ParseCompare()
    {
        var node = ParseSum();
        var steps = new List<(string, Expression)>();
        while (true)
        {
            if (stream.Current.Kind == TokenKind.Operator && Comparisons.Contains(stream.Current.Text)) steps.Add((stream.Next().Text, ParseSum()));
            else if (stream.SkipName("in")) steps.Add(("in", ParseSum()));
            else if (stream.Current.IsName("not") && stream.Ahead.IsName("in"))
            {
                stream.Next();
                stream.Next();
                steps.Add(("not in", ParseSum()));
            }
            else break;
        }
        return steps.Count == 0 ? node : new CompareExpression(node, [.. steps]);
    }

    private Expression ParseSum()
    {
        var node = ParseConcat();
        while (stream.Current.IsOperator("+") || stream.Current.IsOperator("-")) node = new BinaryExpression(stream.Next().Text, node, ParseConcat());
        return node;
    }

    private Expression ParseConcat()
    {
        var parts = new List<Expression> { ParseProduct() };
        while (stream.SkipOperator("~")) parts.Add(ParseProduct());
        return parts.Count == 1 ? parts[0] : new ConcatExpression([.. parts]);
    }

    private Expression ParseProduct()
    {
        var node = ParsePower();
        while (stream.Current.Kind == TokenKind.Operator && stream.Current.Text is "*" or "/" or "//" or "%")
        {
            var op = stream.Next().Text;
            node = new BinaryExpression(op, node, ParsePower());
        }
        return node;
    }

    private Expression ParsePower()
    {
        var node = ParseUnary();
        while (stream.SkipOperator("**")) node = new BinaryExpression("**", node, ParseUnary());
        return node;
    }

    private ConstantExpression ParseText()
    {
        var text = stream.Next().Text;
        while (stream.Current.Kind == TokenKind.Text) text += stream.Next().Text;
        return new ConstantExpression(new StrValue(text));
    }

    private List<T> ParseItems<T>(string close, Func<T> parse)
    {
        var items = new List<T>();
        while (!stream.Current.IsOperator(close))
        {
            if (items.Count > 0) stream.ExpectOperator(",");
            if (stream.Current.IsOperator(close)) break;
            items.Add(parse());
        }
        stream.ExpectOperator(close);
        return items;
    }

    private (Expression Key, Expression Value) ParsePair()
    {
        var key = Parse();
        stream.ExpectOperator(":");
        return (key, Parse());
    }
}
