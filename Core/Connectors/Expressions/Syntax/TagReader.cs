using Supertrack.Core.Connectors.Expressions.Literals;

namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>Reads the tokens between the marks of one tag. The end mark only counts outside brackets.</summary>
internal sealed class TagReader(string source, int at, int line, char close, TokenKind end, List<Token> tokens)
{
    private static readonly string[] Operators =
        ["**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];

    private readonly Stack<char> _brackets = new();

    public int At { get; private set; } = at;

    public int Line { get; private set; } = line;

    public bool StripsAfter { get; private set; }

    public void Read()
    {
        while (At < source.Length)
        {
            if (_brackets.Count == 0 && TryEnd()) return;
            ReadToken();
        }
    }

    private bool TryEnd()
    {
        var at = At;
        var sign = source[at] is '-' || (source[at] == '+' && close == '%') ? source[at++] : ' ';
        if (at + 1 >= source.Length || source[at] != close || source[at + 1] != '}') return false;
        tokens.Add(new Token(end, "", Line));
        At = at + 2;
        StripsAfter = sign == '-';
        return true;
    }

    private void ReadToken()
    {
        var c = source[At];
        if (char.IsWhiteSpace(c))
        {
            if (c == '\n') Line++;
            At++;
        }
        else if (char.IsAsciiDigit(c)) ReadNumber();
        else if (IsWord(c)) ReadName();
        else if (c is '"' or '\'') ReadText(c);
        else ReadOperator();
    }

    private void ReadName()
    {
        var start = At;
        while (At < source.Length && IsWord(source[At])) At++;
        var name = source[start..At];
        if (!char.IsLetter(name[0]) && name[0] != '_' && !char.IsSurrogate(name[0])) throw Faults.Syntax($"Invalid character in identifier '{name}'");
        tokens.Add(new Token(TokenKind.Name, string.Intern(name), Line));
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || (c > 127 && char.GetUnicodeCategory(c) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark);

    private void ReadNumber()
    {
        // The reference tokenizer only takes a fraction where the number does not follow a dot ("a.1.2").
        var number = NumberText.Read(source, At, At == 0 || source[At - 1] != '.', out var length)
            ?? throw Faults.Syntax($"unexpected char '{source[At]}' at {At}");
        tokens.Add(new Token(number.TypeName == "int" ? TokenKind.Integer : TokenKind.Float, source.Substring(At, length), Line, number));
        At += length;
    }

    private void ReadText(char quote)
    {
        for (var i = At + 1; i < source.Length; i++)
        {
            if (source[i] == '\\') i++;
            else if (source[i] == quote)
            {
                var body = source[(At + 1)..i];
                var text = Escapes.DecodeJinja(body) ?? throw Faults.Syntax("a string has a broken escape sequence");
                tokens.Add(new Token(TokenKind.Text, text, Line));
                Line += body.AsSpan().Count('\n');
                At = i + 1;
                return;
            }
        }
        throw Faults.Syntax($"unexpected char '{quote}' at {At}");
    }

    private void ReadOperator()
    {
        var op = Operators.FirstOrDefault(op => string.CompareOrdinal(source, At, op, 0, op.Length) == 0)
            ?? throw Faults.Syntax($"unexpected char '{source[At]}' at {At}");
        switch (op[0])
        {
            case '{': _brackets.Push('}'); break;
            case '(': _brackets.Push(')'); break;
            case '[': _brackets.Push(']'); break;
            case '}' or ')' or ']':
                if (!_brackets.TryPop(out var expected)) throw Faults.Syntax($"unexpected '{op}'");
                if (expected != op[0]) throw Faults.Syntax($"unexpected '{op}', expected '{expected}'");
                break;
        }
        tokens.Add(new Token(TokenKind.Operator, op, Line));
        At += op.Length;
    }
}
