using System.Globalization;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>Reads one datetime by Python's strptime tokens: numbers may be shorter than usual, letters in any case, a space matches any blanks.</summary>
internal ref struct TimeReader(string format, ReadOnlySpan<char> text)
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _year = 1900;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _microsecond;
    private int _dayOfYear;
    private bool? _afternoon;
    private TimeSpan _offset;
    private bool _failed;

    /// <summary>False where the text does not match or is outside the calendar.</summary>
    public bool TryRead(out DateTimeOffset time)
    {
        time = default;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '%' && i + 1 < format.Length) ReadToken(format[++i]);
            else if (char.IsWhiteSpace(format[i])) SkipBlanks();
            else ReadLiteral(format[i]);
        }
        if (_failed || _at != _text.Length || !InCalendar()) return false;
        if (_afternoon is { } afternoon) _hour = (_hour % 12) + (afternoon ? 12 : 0);
        var date = _dayOfYear > 0 ? new DateTime(_year, 1, 1).AddDays(_dayOfYear - 1) : new DateTime(_year, _month, _day);
        var local = date.AddTicks((((_hour * 60L) + _minute) * 60 + Math.Min(_second, 59)) * TimeSpan.TicksPerSecond + (_microsecond * 10L));
        if (local.Ticks - _offset.Ticks is < 0 or > 3155378975999999999) return false;
        time = new DateTimeOffset(local, _offset);
        return true;
    }

    private readonly bool InCalendar() =>
        _year is >= 1 and <= 9999 && _month is >= 1 and <= 12 && _day >= 1 && _day <= DateTime.DaysInMonth(_year, _month)
        && _hour < 24 && _minute < 60 && _second <= 61 && _dayOfYear <= 366 && _offset.Duration() <= TimeSpan.FromHours(14);

    private void ReadToken(char token)
    {
        switch (token)
        {
            case 'Y': _year = Digits(4, 4); break;
            case 'y':
                var year = Digits(2, 2);
                _year = year + (year <= 68 ? 2000 : 1900);
                break;
            case 'm': _month = Digits(1, 2); break;
            case 'd' or 'e': _day = Digits(1, 2); break;
            case 'H': _hour = Digits(1, 2); break;
            case 'I':
                _hour = Digits(1, 2);
                _afternoon ??= false;
                break;
            case 'M': _minute = Digits(1, 2); break;
            case 'S': _second = Digits(1, 2); break;
            case 'f' or '\u0001': ReadFraction(); break;
            case 'j': _dayOfYear = Digits(1, 3); break;
            case 'p': _afternoon = Name(["AM", "PM"], 0) == 1; break;
            case 'b' or 'h': _month = Name(Months, 3) + 1; break;
            case 'B': _month = Name(Months, 0) + 1; break;
            case 'a': Name(Days, 3); break;
            case 'A': Name(Days, 0); break;
            case 'w' or 'u': Digits(1, 1); break;
            case 'U' or 'W' or 'V': Digits(1, 2); break;
            case 'z': ReadOffset(); break;
            case 'Z': Name(["UTC", "GMT"], 0); break;
            case '%': ReadLiteral('%'); break;
            default: _failed = true; break;
        }
    }

    private void ReadLiteral(char literal)
    {
        if (_at < _text.Length && (_text[_at] == literal || char.ToLowerInvariant(_text[_at]) == char.ToLowerInvariant(literal))) _at++;
        else _failed = true;
    }

    private void SkipBlanks()
    {
        if (_at >= _text.Length || !char.IsWhiteSpace(_text[_at])) _failed = true;
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private int Digits(int least, int most)
    {
        var (start, value) = (_at, 0);
        while (_at < _text.Length && _at - start < most && char.IsAsciiDigit(_text[_at])) value = (value * 10) + (_text[_at++] - '0');
        if (_at - start < least) _failed = true;
        return value;
    }

    private void ReadFraction()
    {
        var start = _at;
        var value = Digits(1, 6);
        for (var digits = _at - start; digits < 6; digits++) value *= 10;
        _microsecond = value;
    }

    private int Name(string[] names, int length)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var name = length == 0 ? names[i].AsSpan() : names[i].AsSpan(0, length);
            if (!_text[_at..].StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            _at += name.Length;
            return i;
        }
        _failed = true;
        return 0;
    }

    private void ReadOffset()
    {
        if (_at < _text.Length && _text[_at] is 'Z' or 'z')
        {
            _at++;
            return;
        }
        if (_at >= _text.Length || _text[_at] is not ('+' or '-'))
        {
            _failed = true;
            return;
        }
        var negative = _text[_at++] == '-';
        var hours = Digits(2, 2);
        if (_at < _text.Length && _text[_at] == ':') _at++;
        var offset = new TimeSpan(hours, Digits(2, 2), 0);
        _offset = negative ? -offset : offset;
    }
}
