using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>
/// One member of an object that is still bytes, found by jumping from quote to quote. The bytes must be valid JSON; names that are not ASCII and keys
/// with escapes are left to the general reader.
/// </summary>
internal ref struct JsonMember(ReadOnlySpan<byte> json)
{
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(" \n\r\t,}]"u8);
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);

    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    /// <summary>The last member of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="start">Where its value starts; -1 where there is none.</param>
    /// <param name="length">Length of its value.</param>
    /// <returns>False where this search cannot tell.</returns>
    public bool TryFind(ReadOnlySpan<char> name, out int start, out int length)
    {
        (start, length) = (-1, 0);
        if (!Ascii.IsValid(name)) return false;
        if (Next() != (byte)'{') return false;
        _at++;
        while (Next() == (byte)'"')
        {
            var key = _json[(_at + 1)..];
            var end = key.IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0 || key[end] == (byte)'\\') return false;
            _at += end + 2;
            if (Next() != (byte)':') return false;
            _at++;
            Next();
            var value = _at;
            SkipValue();
            if (end == name.Length && Ascii.Equals(key[..end], name)) (start, length) = (value, _at - value);
            if (Next() != (byte)',') break;
            _at++;
        }
        return true;
    }

    /// <summary>The value of a member as an expression sees it; null where there is none.</summary>
    public static Value? Read(ReadOnlyMemory<byte> json, int start, int length)
    {
        if (start < 0) return null;
        var raw = json.Span.Slice(start, length);
        switch (raw[0])
        {
            case (byte)'"' when raw.IndexOf((byte)'\\') < 0: return new StrValue(Encoding.UTF8.GetString(raw[1..^1]));
            case (byte)'{': return new DictValue(json.Slice(start, length));
            case (byte)'t': return BoolValue.True;
            case (byte)'f': return BoolValue.False;
            case (byte)'n': return NoneValue.Instance;
        }
        if (length < 19 && Utf8Parser.TryParse(raw, out long number, out var used) && used == length) return IntValue.Of(number);
        return Value.Parse(json.Slice(start, length));
    }

    /// <summary>The next byte that is no blank; 0 at the end.</summary>
    private byte Next()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') _at++;
        return _at < _json.Length ? _json[_at] : (byte)0;
    }

    private void SkipValue()
    {
        if (_at >= _json.Length) return;
        switch (_json[_at])
        {
            case (byte)'"':
                SkipText();
                break;
            case (byte)'{' or (byte)'[':
                SkipNested();
                break;
            default:
                var end = _json[_at..].IndexOfAny(AfterScalar);
                _at = end < 0 ? _json.Length : _at + end;
                break;
        }
    }

    private void SkipText()
    {
        _at++;
        while (_at < _json.Length)
        {
            var next = _json[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                _at = _json.Length;
                return;
            }
            _at += next + 1;
            if (_json[_at - 1] == (byte)'"') return;
            _at++;
        }
    }

    private void SkipNested()
    {
        var depth = 0;
        while (_at < _json.Length)
        {
            var next = _json[_at..].IndexOfAny(Brackets);
            if (next < 0)
            {
                _at = _json.Length;
                return;
            }
            _at += next;
            switch (_json[_at])
            {
                case (byte)'"':
                    SkipText();
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }
            _at++;
            if (depth == 0) return;
        }
    }
}
