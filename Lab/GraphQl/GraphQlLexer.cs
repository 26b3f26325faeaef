using System.Text;

namespace Supertrack.Lab.GraphQl;

internal enum TokenKind
{
    Punctuator,
    Name,
    Number,
    Text,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column);

/// <summary>Cuts a GraphQL document into tokens (GraphQL specification, October 2021, section 2.1).</summary>
internal static class GraphQlLexer
{
    public static List<Token> Cut(string source)
    {
        var tokens = new List<Token>();
        int line = 1;
        int lineStart = 0;
        int at = 0;
        while (at < source.Length)
        {
            char letter = source[at];
            int column = at - lineStart + 1;
            if (letter == '\n')
            {
                line++;
                lineStart = ++at;
            }
            else if (char.IsWhiteSpace(letter) || letter is ',' or '\uFEFF')
            {
                at++;
            }
            else if (letter == '#')
            {
                at = source.IndexOf('\n', at) is var end && end < 0 ? source.Length : end;
            }
            else
            {
                int from = at;
                tokens.Add(Next(source, ref at, line, column));
                for (int seen = from; seen < at; seen++)
                {
                    if (source[seen] == '\n')
                    {
                        line++;
                        lineStart = seen + 1;
                    }
                }
            }
        }

        tokens.Add(new Token(TokenKind.End, "<EOF>", line, Math.Max(1, at - lineStart + 1)));
        return tokens;
    }

    private static Token Next(string source, ref int at, int line, int column)
    {
        char letter = source[at];
        if (char.IsAsciiLetter(letter) || letter == '_')
        {
            return Run(source, ref at, TokenKind.Name, line, column, next => char.IsAsciiLetterOrDigit(next) || next == '_');
        }

        if (char.IsAsciiDigit(letter) || letter == '-')
        {
            return Run(source, ref at, TokenKind.Number, line, column, next => char.IsAsciiLetterOrDigit(next) || next is '-' or '+' or '.');
        }

        if (letter == '"')
        {
            return Quoted(source, ref at, line, column);
        }

        if (source.AsSpan(at).StartsWith("..."))
        {
            at += 3;
            return new Token(TokenKind.Punctuator, "...", line, column);
        }

        if (!"{}()[]:!$=@|&".Contains(letter))
        {
            throw new GraphQlException($"Syntax Error: Unexpected character: \"{letter}\".", line, column, syntax: true);
        }

        at++;
        return new Token(TokenKind.Punctuator, letter.ToString(), line, column);
    }

    private static Token Run(string source, ref int at, TokenKind kind, int line, int column, Func<char, bool> belongs)
    {
        int from = at++;
        while (at < source.Length && belongs(source[at]))
        {
            at++;
        }

        return new Token(kind, source[from..at], line, column);
    }

    private static Token Quoted(string source, ref int at, int line, int column)
    {
        bool block = source.AsSpan(at).StartsWith("\"\"\"");
        string end = block ? "\"\"\"" : "\"";
        var text = new StringBuilder();
        for (at += end.Length; at < source.Length; at++)
        {
            if (source.AsSpan(at).StartsWith(end))
            {
                at += end.Length;
                return new Token(TokenKind.Text, text.ToString(), line, column);
            }

            if (source[at] != '\\' || block)
            {
                text.Append(source[at]);
                continue;
            }

            if (++at >= source.Length)
            {
                break;
            }

            text.Append(Escape(source, ref at));
        }

        throw new GraphQlException("Syntax Error: Unterminated string.", line, column, syntax: true);
    }

    private static char Escape(string source, ref int at)
    {
        switch (source[at])
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u' when at + 4 < source.Length && ushort.TryParse(
                source.AsSpan(at + 1, 4), System.Globalization.NumberStyles.HexNumber, null, out ushort code):
                at += 4;
                return (char)code;
            default: return source[at];
        }
    }
}
