namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>The tokens under a reading head.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    /// <summary>Brackets, signs and tags may nest this deep.</summary>
    private const int MaxDepth = 120;

    private int _at;
    private int _depth;

    public Token Current => tokens[_at];

    public Token Ahead => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Next() => tokens[_at < tokens.Count - 1 ? _at++ : _at];

    public bool SkipName(string name)
    {
        if (!Current.IsName(name)) return false;
        Next();
        return true;
    }

    public bool SkipOperator(string op)
    {
        if (!Current.IsOperator(op)) return false;
        Next();
        return true;
    }

    public void ExpectOperator(string op)
    {
        if (!SkipOperator(op)) throw Unexpected($"expected token '{op}'");
    }

    public void ExpectName(string name)
    {
        if (!SkipName(name)) throw Unexpected($"expected token '{name}'");
    }

    public string ExpectAnyName() => Current.Kind == TokenKind.Name ? Next().Text : throw Unexpected("expected a name");

    public void Expect(TokenKind kind)
    {
        if (Current.Kind != kind) throw Unexpected($"expected {new Token(kind, kind.ToString(), 0)}");
        Next();
    }

    public T Nested<T>(Func<T> parse)
    {
        if (++_depth > MaxDepth) throw Faults.Syntax($"line {Current.Line}: nested deeper than {MaxDepth} levels");
        var result = parse();
        _depth--;
        return result;
    }

    public ExpressionException Unexpected(string expectation) => Faults.Syntax($"line {Current.Line}: {expectation}, got '{Current}'");
}
