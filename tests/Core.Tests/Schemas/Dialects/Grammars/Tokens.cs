namespace Supertrack.Core.Tests.Schemas.Dialects.Grammars;

/// <summary>Words, numbers, signs, quoted names and texts of a statement, one after the other. A quote that does not end is an error.</summary>
internal sealed class Tokens
{
    private readonly List<string> _all = [];
    private int _at;

    /// <param name="text">Comments from // to the end of the line are left out.</param>
    public Tokens(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i])) i++;
            else if (text.AsSpan(i).StartsWith("//")) i = text.IndexOf('\n', i) is >= 0 and var end ? end : text.Length;
            else i = Take(text, i);
        }
    }

    public bool AtEnd => _at == _all.Count;

    public string Next() => AtEnd ? throw new FormatException("the text ends too early") : _all[_at++];

    public string Peek() => AtEnd ? "" : _all[_at];

    public void Expect(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Next() is var found && found != word) throw new FormatException($"'{found}' where '{word}' is due, after {string.Join(' ', _all.Take(_at).TakeLast(8))}");
    }

    public bool Accept(string word)
    {
        if (Peek() != word) return false;
        _at++;
        return true;
    }

    /// <summary>The name within backticks, unescaped.</summary>
    public string Name()
    {
        var token = Next();
        if (token is not ['`', .. var inner, '`'] || inner.Length == 0) throw new FormatException($"'{token}' where a quoted name is due");
        return inner.Replace("``", "`", StringComparison.Ordinal);
    }

    public IReadOnlyList<string> Names()
    {
        Expect("(");
        var names = new List<string> { Name() };
        while (Accept(",")) names.Add(Name());
        Expect(")");
        return names;
    }

    public string Text()
    {
        var token = Next();
        return token.Length >= 2 && token[0] is '\'' or '"' ? token[1..^1] : throw new FormatException($"'{token}' where a text is due");
    }

    private int Take(string text, int start)
    {
        var end = start + 1;
        if (text[start] is '`' or '\'' or '"')
        {
            while (true)
            {
                end = text.IndexOf(text[start], end);
                if (end < 0) throw new FormatException($"the quote at {start} does not end");
                if (end + 1 >= text.Length || text[end + 1] != text[start]) break;
                end += 2;
            }
            end++;
        }
        else if (char.IsLetterOrDigit(text[start]) || text[start] is '_' or '$')
        {
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) end++;
        }
        _all.Add(text[start..end]);
        return end;
    }
}
