using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Literals;

/// <summary>Reads one Python literal: numbers, strings, bytes, True, False, None, lists, tuples (also bare), dicts, sets and set().</summary>
internal sealed class LiteralReader
{
    /// <summary>Brackets nest no deeper in Python's own reader.</summary>
    private const int MaxDepth = 90;

    private readonly string _text;
    private int _at;
    private int _depth;

    public LiteralReader(string text) => _text = text.TrimStart(' ', '\t').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>The value, or null where the text is not exactly one literal.</summary>
    public Value? Read()
    {
        if (_text.Contains('\0', StringComparison.Ordinal) || !SkipLeadingLines()) return null;
        if (ReadItem() is not { } first) return null;
        SkipBlank();
        var value = Peek() == ',' ? ReadBareTuple(first) : first;
        return value is not null && EndsHere() ? value : null;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>Empty and comment lines may come first; the literal's line must not be indented.</summary>
    private bool SkipLeadingLines()
    {
        while (true)
        {
            var start = _at;
            SkipBlank();
            if (Peek() == '#') SkipComment();
            if (Peek() != '\n') return start == _at && _at < _text.Length;
            _at++;
        }
    }

    private bool EndsHere()
    {
        while (_at < _text.Length)
        {
            SkipBlank();
            if (Peek() == '#') SkipComment();
            if (_at >= _text.Length) return true;
            if (_text[_at++] != '\n') return false;
        }
        return true;
    }

    private void SkipBlank()
    {
        while (Peek() is ' ' or '\t' or '\f' || (_depth > 0 && Peek() is '\n' or '#'))
        {
            if (_depth > 0 && Peek() == '#') SkipComment();
            else if (Peek() == '\n' && _depth == 0) return;
            else _at++;
        }
    }

    private void SkipComment()
    {
        while (_at < _text.Length && _text[_at] != '\n') _at++;
    }

    private TupleValue? ReadBareTuple(Value first)
    {
        var items = new List<Value> { first };
        while (Peek() == ',')
        {
            _at++;
            SkipBlank();
            if (Peek() is '\0' or '\n' or '#') break;
            if (ReadItem() is not { } item) return null;
            items.Add(item);
            SkipBlank();
        }
        return new TupleValue([.. items]);
    }

    private Value? ReadItem()
    {
        SkipBlank();
        return Peek() switch
        {
            '(' => Nested(ReadParentheses),
            '[' => Nested(ReadList),
            '{' => Nested(ReadBraces),
            '-' or '+' => ReadSigned(),
            '\'' or '"' => ReadStrings(),
            '.' when _text.AsSpan(_at).StartsWith("...") => null,
            >= '0' and <= '9' or '.' => LiteralNumber.Read(_text, ref _at),
            _ => ReadWord(),
        };
    }

    private Value? Nested(Func<Value?> read)
    {
        if (++_depth > MaxDepth) return null;
        _at++;
        var value = read();
        _depth--;
        return value;
    }

    private Value? ReadSigned()
    {
        var negative = _text[_at++] == '-';
        SkipBlank();
        var parentheses = 0;
        for (; Peek() == '('; parentheses++, _depth++)
        {
            _at++;
            SkipBlank();
        }
        var number = Peek() is (>= '0' and <= '9') or '.' ? LiteralNumber.Read(_text, ref _at) : null;
        for (; parentheses > 0; parentheses--, _depth--)
        {
            SkipBlank();
            if (Peek() != ')') return null;
            _at++;
        }
        return number is null ? null : negative ? Operators.Arithmetic.Negate(number) : number;
    }

    private Value? ReadWord()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Peek()) || Peek() == '_') _at++;
        var word = _text[start.._at];
        if (Peek() is '\'' or '"')
        {
            _at = start;
            return ReadStrings();
        }
        return word switch
        {
            "True" => BoolValue.True,
            "False" => BoolValue.False,
            "None" => NoneValue.Instance,
            "set" => ReadEmptySet(),
            _ => null,
        };
    }

    private SetValue? ReadEmptySet()
    {
        SkipBlank();
        if (Peek() != '(') return null;
        _at++;
        _depth++;
        SkipBlank();
        _depth--;
        if (Peek() != ')') return null;
        _at++;
        return new SetValue([]);
    }

    private Value? ReadStrings()
    {
        Value? all = null;
        while (true)
        {
            if (LiteralText.Read(_text, ref _at) is not { } part) return null;
            if (all is not null && all.TypeName != part.TypeName) return null;
            all = (all, part) switch
            {
                (StrValue a, StrValue b) => new StrValue(a.Text + b.Text),
                (BytesValue a, BytesValue b) => new BytesValue(a.Bytes + b.Bytes),
                _ => part,
            };
            SkipBlank();
            if (!LiteralText.Begins(_text, _at)) return all;
        }
    }

    private Value? ReadParentheses()
    {
        if (ReadSequence(')') is not { } sequence) return null;
        return sequence is { Items: [var only], Commas: 0 } ? only : new TupleValue([.. sequence.Items]);
    }

    private ListValue? ReadList() => ReadSequence(']') is { } sequence ? new ListValue(sequence.Items) : null;

    private Value? ReadBraces()
    {
        SkipBlank();
        if (Peek() == '}')
        {
            _at++;
            return new DictValue();
        }
        if (ReadItem() is not { } first) return null;
        SkipBlank();
        if (Peek() == ':') return ReadDict(first);
        if (Peek() == ',') _at++;
        else if (Peek() != '}') return null;
        return ReadSequence('}') is { } rest ? new SetValue(rest.Items.Prepend(first)) : null;
    }

    private DictValue? ReadDict(Value key)
    {
        var dict = new DictValue();
        while (true)
        {
            if (Peek() != ':') return null;
            _at++;
            if (ReadItem() is not { } value) return null;
            key.Hash();
            dict.Entries[key] = value;
            SkipBlank();
            if (Peek() == ',') _at++;
            else if (Peek() != '}') return null;
            SkipBlank();
            if (Peek() == '}')
            {
                _at++;
                return dict;
            }
            if (ReadItem() is not { } next) return null;
            key = next;
            SkipBlank();
        }
    }

    private (List<Value> Items, int Commas)? ReadSequence(char close)
    {
        var items = new List<Value>();
        var commas = 0;
        while (true)
        {
            SkipBlank();
            if (Peek() == close)
            {
                _at++;
                return (items, commas);
            }
            if (items.Count > commas || ReadItem() is not { } item) return null;
            items.Add(item);
            SkipBlank();
            if (Peek() != ',') continue;
            _at++;
            commas++;
        }
    }
}
