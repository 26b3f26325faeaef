using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Formatting;

/// <summary>Python's "text" % values.</summary>
internal static partial class PercentFormat
{
    public static string Apply(string format, Value values, Budget budget)
    {
        var text = new TextBuffer(budget);
        var arguments = values is TupleValue tuple ? tuple.Items : [values];
        var (next, named) = (0, false);
        var at = 0;
        while (format.IndexOf('%', at) is var percent and >= 0)
        {
            text.Append(format[at..percent]);
            var match = Directive().Match(format, percent);
            if (!match.Success || match.Index != percent) throw Faults.Value("incomplete format or unsupported format character");
            at = percent + match.Length;
            if (match.Groups["type"].Value == "%") { text.Append('%'); continue; }
            Value value;
            if (match.Groups["key"].Success)
            {
                named = true;
                value = (values is DictValue or StreamSliceValue ? values : throw Faults.Type("format requires a mapping"))
                    .Item(new StrValue(match.Groups["key"].Value)) ?? throw Faults.Key(match.Groups["key"].Value);
            }
            else value = Next();
            text.Append(Field(match, value, Next, budget));
        }
        if (!named && next < arguments.Count && values is not (DictValue or ListValue or StreamSliceValue))
            throw Faults.Type("not all arguments converted during string formatting");
        return text.Append(format[at..]).ToString();

        Value Next() => next < arguments.Count ? arguments[next++] : throw Faults.Type("not enough arguments for format string");
    }

    private static string Field(Match match, Value value, Func<Value> next, Budget budget)
    {
        var flags = match.Groups["flags"].Value;
        if (match.Groups["width"].Value == "*" || match.Groups["precision"].Value == "*") throw Faults.Value("* in a format is not supported");
        var width = match.Groups["width"].Length > 0 ? ParseSize(match.Groups["width"].Value) : 0;
        int? precision = match.Groups["dot"].Success ? match.Groups["precision"].Length > 0 ? ParseSize(match.Groups["precision"].Value) : 0 : null;
        budget.Claim((long)width + (precision ?? 0));
        var type = match.Groups["type"].Value[0];
        var body = Convert(type, value, precision, flags.Contains('#', StringComparison.Ordinal), budget);
        var isNumber = type is not ('s' or 'r' or 'a' or 'c');
        if (isNumber && !body.StartsWith('-'))
            body = (flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "") + body;
        if (CodePoints.Count(body) >= width) return body;
        var missing = width - CodePoints.Count(body);
        if (flags.Contains('-', StringComparison.Ordinal)) return body + new string(' ', missing);
        if (!isNumber || !flags.Contains('0', StringComparison.Ordinal)) return new string(' ', missing) + body;
        var sign = body[0] is '-' or '+' or ' ' ? 1 : 0;
        return body[..sign] + new string('0', missing) + body[sign..];
    }

    private static string Convert(char type, Value value, int? precision, bool alternate, Budget budget)
    {
        switch (type)
        {
            case 's' or 'r' or 'a':
                var text = type == 's' ? value.Str(budget) : value.Repr(budget);
                return precision is { } cut && cut < CodePoints.Count(text) ? CodePoints.Slice(text, 0, cut) : text;
            case 'c':
                if (value is StrValue { Length: 1 } single) return single.Text;
                if (value is IntValue { Big: null, Small: >= 0 and < 0x110000 } code) return char.ConvertFromUtf32((int)code.Small);
                throw Faults.Type("%c requires int or char");
            case 'd' or 'i' or 'u':
                var number = value is FloatValue { Number: var real } && double.IsFinite(real) ? new BigInteger(real) : Whole(type, value);
                var digits = BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(precision ?? 0, '0');
                return number.Sign < 0 ? "-" + digits : digits;
            case 'x' or 'X' or 'o':
                var whole = Whole(type, value);
                var body = NumberFormat.InBase(BigInteger.Abs(whole), type == 'o' ? 8 : 16).PadLeft(precision ?? 0, '0');
                body = (alternate ? type == 'o' ? "0o" : "0x" : "") + body;
                return (whole.Sign < 0 ? "-" : "") + (type == 'X' ? body.ToUpperInvariant() : body);
            default:
                if (value is UndefinedValue undefined) throw Faults.Undefined(undefined);
                return Numbers.TryFloat(value, out var f) ? NumberFormat.Float(f, type, precision ?? 6, alternate) : throw Faults.Type($"must be real number, not {value.TypeName}");
        }
    }

    private static BigInteger Whole(char type, Value value) =>
        value is UndefinedValue undefined ? throw Faults.Undefined(undefined)
        : Numbers.TryInt(value, out var number) ? number : throw Faults.Type($"%{type} format: a real number is required, not {value.TypeName}");

    private static int ParseSize(string digits) => int.TryParse(digits, out var size) && size < 10_000_000 ? size : throw Faults.Limit("a format is too wide");

    [GeneratedRegex(@"%(\((?<key>[^)]*)\))?(?<flags>[-+ #0]*)(?<width>[0-9]+|\*)?(?<dot>\.(?<precision>[0-9]+|\*)?)?[hlL]?(?<type>[diouxXeEfFgGcrsa%])")]
    private static partial Regex Directive();
}
