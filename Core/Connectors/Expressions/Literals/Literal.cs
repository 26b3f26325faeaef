using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Literals;

/// <summary>Reads the text a template rendered as a Python literal, with the rules of ast.literal_eval; text that is none stays text.</summary>
internal static class Literal
{
    /// <summary>The value of the text of a value. Values whose text is a literal of themselves are not written and read at all.</summary>
    public static Value Evaluate(Value rendered, Budget budget)
    {
        if (rendered is StrValue text) return Read(text);
        if (rendered.IsLiteral(budget)) return rendered;
        return Read(new StrValue(rendered.Str(budget)));
    }

    /// <summary>True where a look at the start shows that the text is no literal.</summary>
    public static bool IsSurelyText(string text)
    {
        var start = text.AsSpan().TrimStart(" \t");
        if (start.Length == 0) return true;
        return start[0] switch
        {
            >= '0' and <= '9' or '\'' or '"' or '(' or '[' or '{' or '-' or '+' or '.' or '#' or '\n' or '\f' => false,
            'T' => !start.StartsWith("True"),
            'F' => !start.StartsWith("False"),
            'N' => !start.StartsWith("None"),
            's' => !start.StartsWith("set"),
            'b' or 'B' or 'r' or 'R' or 'u' or 'U' => start[..Math.Min(3, start.Length)].IndexOfAny('\'', '"') < 0,
            _ => true,
        };
    }

    private static Value Read(StrValue text)
    {
        if (IsSurelyText(text.Text)) return text;
        try
        {
            return new LiteralReader(text.Text).Read() ?? text;
        }
        catch (ExpressionException e) when (e.IsTypeError)
        {
            // An unhashable key of a dict or member of a set: the text is no literal.
            return text;
        }
    }
}
