namespace Supertrack.Core.Connectors.Expressions.Syntax;

internal enum TokenKind { Data, VariableBegin, VariableEnd, BlockBegin, BlockEnd, Name, Text, Integer, Float, Operator, End }

/// <summary>One token: <see cref="Text"/> is the name, operator, data or unescaped string.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, Value? Number = null)
{
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public bool IsOperator(string op) => Kind == TokenKind.Operator && Text == op;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "end of template",
        TokenKind.VariableEnd => "end of print statement",
        TokenKind.BlockEnd => "end of statement block",
        _ => Text,
    };
}
