using System.Numerics;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Dates;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Formatting;

/// <summary>Python's format(value, spec): fill, align, sign, #, 0, width, grouping, precision, type; dates take strftime formats.</summary>
internal static partial class FormatSpec
{
    public static string Apply(Value value, string spec, Budget budget)
    {
        if (value is DateTimeValue moment && spec.Length > 0) return Strftime.Format(moment.Local, moment.Zone, spec);
        if (value is DateValue date && spec.Length > 0) return Strftime.Format(date.Day, null, spec);
        if (spec.Length == 0) return value.Str(budget);
        var match = Pattern().Match(spec);
        if (!match.Success) throw Faults.Value($"Invalid format specifier '{spec}'");
        var width = Size(match, "width") ?? 0;
        budget.Claim((long)width + (Size(match, "precision") ?? 0));
        return value switch
        {
            BoolValue when match.Groups["type"].Value is "" or "s" && value is BoolValue => Align(match, TextBody(match, value.ToString()), width, '<'),
            IntValue or BoolValue or FloatValue => Align(match, Number(match, value), width, '>'),
            StrValue text => Align(match, TextBody(match, text.Text), width, '<'),
            UndefinedValue => Align(match, TextBody(match, ""), width, '<'),
            _ => throw Faults.Type($"unsupported format string passed to {value.TypeName}.__format__"),
        };
    }

    private static int? Size(Match match, string name) =>
        match.Groups[name].Length == 0 ? null : int.TryParse(match.Groups[name].Value, out var size) && size < 10_000_000 ? size : throw Faults.Value("Too many decimal digits in format string");

    private static string TextBody(Match match, string text)
    {
        if (match.Groups["type"].Value is not ("" or "s")) throw Faults.Value($"Unknown format code '{match.Groups["type"].Value}' for object of type 'str'");
        if (match.Groups["sign"].Length > 0) throw Faults.Value("Sign not allowed in string format specifier");
        return Size(match, "precision") is { } cut && cut < CodePoints.Count(text) ? CodePoints.Slice(text, 0, cut) : text;
    }

    private static string Align(Match match, string body, int width, char standard)
    {
        var missing = width - CodePoints.Count(body);
        if (missing <= 0) return body;
        var zero = match.Groups["zero"].Length > 0 && match.Groups["align"].Length == 0;
        var fill = match.Groups["fill"].Length > 0 ? match.Groups["fill"].Value : zero ? "0" : " ";
        var align = match.Groups["align"].Length > 0 ? match.Groups["align"].Value[0] : zero && standard == '>' ? '=' : standard;
        string Fill(int count) => string.Concat(Enumerable.Repeat(fill, count));
        var sign = body.Length > 0 && body[0] is '-' or '+' or ' ' ? 1 : 0;
        return align switch
        {
            '<' => body + Fill(missing),
            '^' => Fill(missing / 2) + body + Fill(missing - (missing / 2)),
            '=' => body[..sign] + Fill(missing) + body[sign..],
            _ => Fill(missing) + body,
        };
    }

    private static string Number(Match match, Value value)
    {
        var type = match.Groups["type"].Value;
        var alternate = match.Groups["alternate"].Length > 0;
        var isInt = value is not FloatValue && type is "" or "d" or "n" or "x" or "X" or "o" or "b" or "c";
        if (value is FloatValue && type is "d" or "x" or "X" or "o" or "b" or "c" or "s" || (type == "s" && value is not StrValue))
            throw Faults.Value($"Unknown format code '{type}' for object of type '{value.TypeName}'");
        var body = value is not FloatValue && isInt ? Integer(match, value, type, alternate) : Real(match, value, type, alternate);
        var separator = match.Groups["group"].Value;
        if (separator.Length > 0) body = Grouped(body, separator, type is "x" or "X" or "o" or "b" ? 4 : 3);
        var sign = match.Groups["sign"].Value;
        return body.StartsWith('-') || sign is "" or "-" ? body : sign + body;
    }

    private static string Integer(Match match, Value value, string type, bool alternate)
    {
        if (match.Groups["precision"].Length > 0) throw Faults.Value("Precision not allowed in integer format specifier");
        Numbers.TryInt(value, out var number);
        var size = BigInteger.Abs(number);
        if (type == "c") return char.ConvertFromUtf32((int)size);
        var digits = type switch
        {
            "x" => (alternate ? "0x" : "") + NumberFormat.InBase(size, 16),
            "X" => (alternate ? "0X" : "") + NumberFormat.InBase(size, 16).ToUpperInvariant(),
            "o" => (alternate ? "0o" : "") + NumberFormat.InBase(size, 8),
            "b" => (alternate ? "0b" : "") + NumberFormat.InBase(size, 2),
            _ => size.ToString(),
        };
        return number.Sign < 0 ? "-" + digits : digits;
    }

    private static string Real(Match match, Value value, string type, bool alternate)
    {
        Numbers.TryFloat(value, out var number);
        var precision = Size(match, "precision");
        switch (type)
        {
            case "%": return NumberFormat.Float(number * 100, 'f', precision ?? 6, alternate) + "%";
            case "" when precision is null: return FloatText.Repr(number);
            case "":
                var text = NumberFormat.Float(number, 'g', precision!.Value, alternate);
                return text.AsSpan().IndexOfAny('.', 'e', 'n') < 0 ? text + ".0" : text;
            case "n": return NumberFormat.Float(number, 'g', precision ?? 6, alternate);
            default: return NumberFormat.Float(number, type[0], precision ?? 6, alternate);
        }
    }

    private static string Grouped(string body, string separator, int size)
    {
        var start = body.StartsWith('-') ? 1 : 0;
        var end = start;
        while (end < body.Length && char.IsAsciiLetterOrDigit(body[end]) && body[end] is not 'e') end++;
        for (var i = end - size; i > start; i -= size) body = body.Insert(i, separator);
        return body;
    }

    [GeneratedRegex(@"^((?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alternate>#)?(?<zero>0)?(?<width>[0-9]*)(?<group>[,_])?(\.(?<precision>[0-9]+))?(?<type>[bcdeEfFgGnosxX%])?$", RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
