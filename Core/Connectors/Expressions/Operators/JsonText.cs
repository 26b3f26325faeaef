using System.Globalization;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>JSON as Python's json.dumps writes it: blanks after comma and colon, everything beyond ASCII escaped.</summary>
internal static class JsonText
{
    public static string Write(Value value, int? indent, bool sortKeys, Budget budget)
    {
        var text = new TextBuffer(budget);
        Write(value, indent, sortKeys, 0, text);
        return text.ToString();
    }

    private static void Write(Value value, int? indent, bool sortKeys, int level, TextBuffer text)
    {
        if (level > Budget.MaxDepth) throw Faults.Value("Circular reference detected");
        Stack.Ensure();
        switch (value)
        {
            case NoneValue: text.Append("null"); break;
            case BoolValue flag: text.Append(flag.Flag ? "true" : "false"); break;
            case FloatValue { Number: var number }: text.Append(double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity" : FloatText.Repr(number)); break;
            case IntValue: value.WriteRepr(text); break;
            case StrValue str: Quote(str.Text, text); break;
            case SequenceValue list:
                Write('[', ']', list.Items.Select(item => (Action)(() => Write(item, indent, sortKeys, level + 1, text))), indent, level, text);
                break;
            case DictValue dict:
                Write('{', '}', Pairs(dict, sortKeys).Select(pair => (Action)(() =>
                {
                    Quote(Key(pair.Key), text);
                    text.Append(": ");
                    Write(pair.Value, indent, sortKeys, level + 1, text);
                })), indent, level, text);
                break;
            default: throw Faults.Type($"Object of type {value.TypeName} is not JSON serializable");
        }
    }

    private static IEnumerable<KeyValuePair<Value, Value>> Pairs(DictValue dict, bool sorted)
    {
        if (!sorted) return dict.Pairs;
        if (dict.Pairs.Any(pair => pair.Key is not StrValue) && dict.Pairs.Any(pair => pair.Key is StrValue))
            throw Faults.Type("'<' not supported between instances of 'int' and 'str'");
        return dict.Pairs.Order(Comparer<KeyValuePair<Value, Value>>.Create((a, b) => a.Key is StrValue x && b.Key is StrValue y
            ? string.CompareOrdinal(x.Text, y.Text) : Numbers.Compare(a.Key, b.Key) ?? 0));
    }

    private static string Key(Value key) => key switch
    {
        StrValue text => text.Text,
        BoolValue flag => flag.Flag ? "true" : "false",
        NoneValue => "null",
        IntValue or FloatValue => key.ToString(),
        _ => throw Faults.Type($"keys must be str, int, float, bool or None, not {key.TypeName}"),
    };

    private static void Write(char open, char close, IEnumerable<Action> items, int? indent, int level, TextBuffer text)
    {
        text.Append(open);
        var any = false;
        foreach (var write in items)
        {
            text.Budget.Step();
            if (any) text.Append(indent is null ? ", " : ",");
            if (indent is { } size) text.Append("\n" + new string(' ', Math.Clamp(size, 0, 100) * (level + 1)));
            any = true;
            write();
        }
        if (any && indent is { } width) text.Append("\n" + new string(' ', Math.Clamp(width, 0, 100) * level));
        text.Append(close);
    }

    private static void Quote(string value, TextBuffer text)
    {
        text.Append('"');
        foreach (var c in value)
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\f' => "\\f",
                '\b' => "\\b",
                < ' ' or > '~' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        text.Append('"');
    }
}
