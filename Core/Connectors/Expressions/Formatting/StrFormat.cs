using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Formatting;

/// <summary>Python's "text".format(): {}, {0}, {name.attribute[key]!r:spec}, fields in specs.</summary>
internal sealed class StrFormat(Arguments arguments, Evaluation evaluation, Value? mapping)
{
    private int _next;
    private bool _numbered;

    public static string Apply(string format, Arguments arguments, Evaluation evaluation, Value? mapping = null) =>
        new StrFormat(arguments, evaluation, mapping).Expand(format, 2);

    private string Expand(string format, int depth)
    {
        if (depth < 0) throw Faults.Value("Max string recursion exceeded");
        var text = new TextBuffer(evaluation.Budget);
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c) { text.Append(c); i++; }
            else if (c == '}') throw Faults.Value("Single '}' encountered in format string");
            else if (c != '{') text.Append(c);
            else
            {
                var end = FindEnd(format, i);
                text.Append(Field(format[(i + 1)..end], depth));
                i = end;
            }
        }
        return text.ToString();
    }

    private static int FindEnd(string format, int start)
    {
        var open = 0;
        for (var i = start; i < format.Length; i++)
        {
            if (format[i] == '{') open++;
            else if (format[i] == '}' && --open == 0) return i;
        }
        throw Faults.Value(start == format.Length - 1 ? "Single '{' encountered in format string" : "expected '}' before end of string");
    }

    private string Field(string field, int depth)
    {
        var (name, conversion, spec) = Split(field);
        var value = Lookup(name);
        var expanded = Expand(spec, depth - 1);
        value = conversion switch
        {
            '\0' => value,
            's' => new StrValue(evaluation.Text(value)),
            'r' or 'a' => new StrValue(value.Repr(evaluation.Budget)),
            _ => throw Faults.Value($"Unknown conversion specifier '{conversion}'"),
        };
        return FormatSpec.Apply(value, expanded, evaluation.Budget);
    }

    private static (string Name, char Conversion, string Spec) Split(string field)
    {
        var brackets = 0;
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '[') brackets++;
            else if (field[i] == ']') brackets--;
            else if (brackets > 0) continue;
            else if (field[i] == ':') return (field[..i], '\0', field[(i + 1)..]);
            else if (field[i] == '!')
            {
                if (i + 1 >= field.Length) throw Faults.Value("end of string while looking for conversion specifier");
                if (i + 2 < field.Length && field[i + 2] != ':') throw Faults.Value("expected ':' after conversion specifier");
                return (field[..i], field[i + 1], i + 3 <= field.Length ? field[(i + 3)..] : "");
            }
        }
        return (field, '\0', "");
    }

    private Value Lookup(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        var value = First(end < 0 ? path : path[..end]);
        for (var at = end; at >= 0 && at < path.Length;)
        {
            if (path[at] == '.')
            {
                var next = path.AsSpan(at + 1).IndexOfAny('.', '[');
                var name = next < 0 ? path[(at + 1)..] : path.Substring(at + 1, next);
                if (name.Length == 0) throw Faults.Value("Empty attribute in format string");
                value = AttributeExpression.Read(value, name);
                at = next < 0 ? path.Length : at + 1 + next;
            }
            else
            {
                var close = path.IndexOf(']', at);
                if (close < 0) throw Faults.Value("Missing ']' in format string");
                var key = path[(at + 1)..close];
                value = ItemExpression.Read(value, long.TryParse(key, out var index) ? IntValue.Of(index) : new StrValue(key), evaluation);
                at = close + 1;
            }
        }
        return value;
    }

    private Value First(string name)
    {
        if (name.Length == 0)
        {
            if (_numbered) throw Faults.Value("cannot switch from manual field specification to automatic field numbering");
            return Positional(_next++);
        }
        if (int.TryParse(name, out var index) && char.IsAsciiDigit(name[0]))
        {
            if (_next > 0) throw Faults.Value("cannot switch from automatic field numbering to manual field specification");
            _numbered = true;
            return Positional(index);
        }
        return (mapping is not null ? mapping.Item(new StrValue(name)) : arguments.Find(name)) ?? throw Faults.Key(name);
    }

    private Value Positional(int index) => index < arguments.Positional.Length
        ? arguments.Positional[index]
        : throw Faults.Index($"Replacement index {index} out of range for positional args tuple");
}
