using System.Buffers;

namespace Supertrack.Core.Text;

/// <summary>
/// Reads delimited text row by row in constant memory. Line ends are LF, CRLF or CR; empty lines are passed over; a quote inside an
/// unquoted field is text.
/// </summary>
public sealed class CsvReader
{
    private const char None = '\uffff';

    private readonly TextReader _text;
    private readonly CsvDialect _dialect;
    private readonly SearchValues<char> _stops;
    private readonly SearchValues<char> _quotedStops;
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly List<int> _ends = [];
    private int _position;
    private int _length;
    private bool _skipLineFeed;
    private ArrayBufferWriter<char> _row = new(256);

    public CsvReader(TextReader text, CsvDialect? dialect = null)
    {
        (_text, _dialect) = (text, dialect ?? new CsvDialect());
        var escape = _dialect.Escape ?? None;
        _stops = SearchValues.Create([_dialect.Delimiter, '\r', '\n', escape]);
        _quotedStops = SearchValues.Create([_dialect.Quote ?? None, escape, '\n']);
    }

    /// <summary>Line on which the current row begins, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Fields of the current row.</summary>
    public int Count => _ends.Count;

    /// <summary>A field of the current row; valid until the next row is read.</summary>
    public ReadOnlySpan<char> this[int index] => _row.WrittenSpan[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    private long _lines = 1;

    /// <summary>Moves to the next row; false at the end of the text.</summary>
    /// <exception cref="CsvException">A field or row is over its limit, or a quoted field is never closed.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _row.ResetWrittenCount();
            _ends.Clear();
            if (!await SkipBlankAsync(cancellationToken)) return false;
            Line = _lines;
            if (_dialect.Comment is { } comment && _buffer[_position] == comment)
            {
                await SkipLineAsync(cancellationToken);
                continue;
            }
            while (await FieldAsync(cancellationToken)) { }
            return true;
        }
    }

    /// <summary>The current row as strings.</summary>
    public string[] ToArray()
    {
        var fields = new string[Count];
        for (var index = 0; index < fields.Length; index++) fields[index] = this[index].ToString();
        return fields;
    }

    // True when a further field of this row follows.
    private async ValueTask<bool> FieldAsync(CancellationToken cancellationToken)
    {
        if (_ends.Count == _dialect.MaxFields) throw new CsvException(Line, $"more than {_dialect.MaxFields} fields. Check the delimiter.");
        var start = _row.WrittenCount;
        if (_dialect.Trim) await SkipSpacesAsync(cancellationToken);
        if (_dialect.Quote is { } quote && await HasAsync(cancellationToken) && _buffer[_position] == quote)
        {
            _position++;
            await QuotedAsync(start, cancellationToken);
            if (_dialect.Trim) await SkipSpacesAsync(cancellationToken);
        }
        else if (await UnquotedAsync(start, cancellationToken) is { } followed)
        {
            return EndField(start, followed, trim: _dialect.Trim);
        }
        // Text between a closing quote and the delimiter belongs to the field, as spreadsheet programs read it.
        var more = await UnquotedAsync(start, cancellationToken) ?? false;
        return EndField(start, more, trim: false);
    }

    private bool EndField(int start, bool more, bool trim)
    {
        if (trim)
        {
            var text = _row.WrittenSpan[start..].TrimEnd(" \t");
            var length = start + text.Length;
            var kept = new ArrayBufferWriter<char>(Math.Max(256, length));
            kept.Write(_row.WrittenSpan[..length]);
            _row = kept;
        }
        _ends.Add(_row.WrittenCount);
        return more;
    }

    // True: a delimiter ended the field; false: the row ended.
    private async ValueTask<bool?> UnquotedAsync(int start, CancellationToken cancellationToken)
    {
        while (await HasAsync(cancellationToken))
        {
            var span = _buffer.AsSpan(_position, _length - _position);
            var stop = span.IndexOfAny(_stops);
            Append(start, stop < 0 ? span : span[..stop]);
            if (stop < 0)
            {
                _position = _length;
                continue;
            }
            _position += stop + 1;
            var character = span[stop];
            if (character == _dialect.Delimiter) return true;
            if (character != _dialect.Escape)
            {
                EndLine(character);
                return false;
            }
            await EscapedAsync(start, cancellationToken);
        }
        return false;
    }

    private async ValueTask QuotedAsync(int start, CancellationToken cancellationToken)
    {
        while (await HasAsync(cancellationToken))
        {
            var span = _buffer.AsSpan(_position, _length - _position);
            var stop = span.IndexOfAny(_quotedStops);
            Append(start, stop < 0 ? span : span[..stop]);
            if (stop < 0)
            {
                _position = _length;
                continue;
            }
            _position += stop + 1;
            var character = span[stop];
            if (character == '\n')
            {
                _lines++;
                Append(start, "\n");
            }
            else if (character == _dialect.Escape && character != _dialect.Quote)
            {
                await EscapedAsync(start, cancellationToken);
            }
            else
            {
                if (!await HasAsync(cancellationToken) || _buffer[_position] != _dialect.Quote) return;
                _position++;
                Append(start, [_dialect.Quote.Value]);
            }
        }
        throw new CsvException(Line, "a quoted field is never closed. Check the quote character, or whether the file is whole.");
    }

    private async ValueTask EscapedAsync(int start, CancellationToken cancellationToken)
    {
        if (!await HasAsync(cancellationToken)) return;
        Append(start, _buffer.AsSpan(_position++, 1));
    }

    private void Append(int start, ReadOnlySpan<char> text)
    {
        if (_row.WrittenCount - start + text.Length > _dialect.MaxField)
            throw new CsvException(Line, $"a field is longer than {_dialect.MaxField} characters. Check the quote character.");
        _row.Write(text);
    }

    private void EndLine(char character)
    {
        _lines++;
        _skipLineFeed = character == '\r';
    }

    private async ValueTask<bool> SkipBlankAsync(CancellationToken cancellationToken)
    {
        while (await HasAsync(cancellationToken))
        {
            var character = _buffer[_position];
            if (character is not ('\r' or '\n')) return true;
            _position++;
            if (character == '\n' && _skipLineFeed) _skipLineFeed = false;
            else EndLine(character);
        }
        return false;
    }

    private async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        while (await HasAsync(cancellationToken))
        {
            var character = _buffer[_position++];
            if (character is not ('\r' or '\n')) continue;
            EndLine(character);
            return;
        }
    }

    private async ValueTask SkipSpacesAsync(CancellationToken cancellationToken)
    {
        while (await HasAsync(cancellationToken) && _buffer[_position] is ' ' or '\t' && _buffer[_position] != _dialect.Delimiter) _position++;
    }

    private async ValueTask<bool> HasAsync(CancellationToken cancellationToken)
    {
        if (_position < _length) return true;
        (_position, _length) = (0, await _text.ReadAsync(_buffer, cancellationToken));
        return _length > 0;
    }
}
