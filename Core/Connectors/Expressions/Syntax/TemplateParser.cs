using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>Parses a whole template: text, print tags and statements.</summary>
internal sealed class TemplateParser
{
    private readonly TokenStream _stream;
    private readonly ExpressionParser _expressions;
    private readonly StatementParser _statements;

    private TemplateParser(string source)
    {
        _stream = new TokenStream(Lexer.Tokenize(source));
        _expressions = new ExpressionParser(_stream);
        _statements = new StatementParser(_stream, _expressions, ParseBody);
    }

    public static Statement[] Parse(string source) => new TemplateParser(source).ParseBody([]);

    /// <summary>Statements up to a tag with one of the names, which is left as the current token.</summary>
    private Statement[] ParseBody(string[] endNames) => _stream.Nested(() =>
    {
        var body = new List<Statement>();
        while (_stream.Current.Kind != TokenKind.End)
        {
            var token = _stream.Next();
            switch (token.Kind)
            {
                case TokenKind.Data: body.Add(new OutputStatement(new ConstantExpression(new StrValue(token.Text)))); break;
                case TokenKind.VariableBegin:
                    body.Add(new OutputStatement(_expressions.ParseTuple()));
                    _stream.Expect(TokenKind.VariableEnd);
                    break;
                default:
                    if (_stream.Current.Kind == TokenKind.Name && endNames.Contains(_stream.Current.Text)) return [.. body];
                    body.Add(_statements.Parse());
                    _stream.Expect(TokenKind.BlockEnd);
                    break;
            }
        }
        if (endNames.Length > 0) throw Faults.Syntax($"Unexpected end of template; looking for {string.Join(" or ", endNames)}");
        return body.ToArray();
    });
}
