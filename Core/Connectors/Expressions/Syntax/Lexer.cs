namespace Supertrack.Core.Connectors.Expressions.Syntax;

/// <summary>Cuts a template into text and tags. Tags may strip the white space beside them with a minus sign; comments and raw blocks are resolved here;
/// one line break at the end of the template is dropped; every line break is a line feed.</summary>
internal sealed class Lexer
{
    private readonly List<Token> _tokens = [];
    private readonly string _source;
    private int _at;
    private int _line = 1;

    private Lexer(string source)
    {
        source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        _source = source.EndsWith('\n') ? source[..^1] : source;
    }

    public static List<Token> Tokenize(string source)
    {
        var lexer = new Lexer(source);
        while (lexer._at < lexer._source.Length) lexer.ReadDataAndTag();
        lexer._tokens.Add(new Token(TokenKind.End, "", lexer._line));
        return lexer._tokens;
    }

    private void ReadDataAndTag()
    {
        var tag = FindTag();
        if (tag < 0)
        {
            AddData(_source[_at..]);
            _at = _source.Length;
            return;
        }
        var sign = tag + 2 < _source.Length ? _source[tag + 2] : ' ';
        var data = _source[_at..tag];
        AddData(sign == '-' ? data.TrimEnd() : data);
        _line += sign == '-' ? Lines(data[data.TrimEnd().Length..]) : 0;
        _at = tag + (sign is '-' or '+' ? 3 : 2);
        switch (_source[tag + 1])
        {
            case '#': SkipComment(); break;
            case '%' when RawBegins(): ReadRaw(); break;
            case '%': ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, '%'); break;
            default: ReadTag(TokenKind.VariableBegin, TokenKind.VariableEnd, '}'); break;
        }
    }

    private int FindTag()
    {
        for (var i = _at; (i = _source.IndexOf('{', i)) >= 0 && i + 1 < _source.Length; i++)
            if (_source[i + 1] is '{' or '%' or '#') return i;
        return -1;
    }

    private void AddData(string text)
    {
        if (text.Length > 0) _tokens.Add(new Token(TokenKind.Data, text, _line));
        _line += Lines(text);
    }

    private void SkipComment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) throw Faults.Syntax("Missing end of comment tag");
        var strips = end > _at && _source[end - 1] == '-';
        _line += Lines(_source[_at..end]);
        _at = end + 2;
        if (strips) SkipSpace();
    }

    private bool RawBegins()
    {
        var at = _at;
        while (at < _source.Length && char.IsWhiteSpace(_source[at])) at++;
        if (string.CompareOrdinal(_source, at, "raw", 0, 3) != 0) return false;
        at += 3;
        while (at < _source.Length && char.IsWhiteSpace(_source[at])) at++;
        var strips = at < _source.Length && _source[at] == '-';
        if (strips) at++;
        if (string.CompareOrdinal(_source, at, "%}", 0, 2) != 0) return false;
        _at = at + 2;
        if (strips) SkipSpace();
        return true;
    }

    private void ReadRaw()
    {
        for (var i = _at; (i = _source.IndexOf("{%", i, StringComparison.Ordinal)) >= 0; i++)
        {
            var at = i + 2;
            var strip = at < _source.Length && _source[at] == '-';
            if (at < _source.Length && _source[at] is '-' or '+') at++;
            if (!SkipWord(ref at, "endraw")) continue;
            var stripsAfter = at < _source.Length && _source[at] == '-';
            if (at < _source.Length && _source[at] is '-' or '+') at++;
            if (string.CompareOrdinal(_source, at, "%}", 0, 2) != 0) continue;
            var data = _source[_at..i];
            AddData(strip ? data.TrimEnd() : data);
            _at = at + 2;
            if (stripsAfter) SkipSpace();
            return;
        }
        throw Faults.Syntax("Missing end of raw directive");
    }

    private bool SkipWord(ref int at, string word)
    {
        while (at < _source.Length && char.IsWhiteSpace(_source[at])) at++;
        if (string.CompareOrdinal(_source, at, word, 0, word.Length) != 0) return false;
        at += word.Length;
        while (at < _source.Length && char.IsWhiteSpace(_source[at])) at++;
        return true;
    }

    private void ReadTag(TokenKind begin, TokenKind end, char close)
    {
        _tokens.Add(new Token(begin, "", _line));
        var reader = new TagReader(_source, _at, _line, close, end, _tokens);
        reader.Read();
        (_at, _line) = (reader.At, reader.Line);
        if (reader.StripsAfter) SkipSpace();
    }

    private void SkipSpace()
    {
        while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
            if (_source[_at++] == '\n') _line++;
    }

    private static int Lines(string text) => text.AsSpan().Count('\n');
}
