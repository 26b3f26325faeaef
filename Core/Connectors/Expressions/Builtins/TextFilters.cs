using System.Text;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Formatting;
using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Filters on text.</summary>
internal static partial class TextFilters
{
    public static void AddTo(Filters filters) => filters
        .Add("upper", "", (v, _, e) => new StrValue(StrCaseMethods.Upper(e.Text(v))))
        .Add("lower", "", (v, _, e) => new StrValue(e.Text(v).ToLowerInvariant()))
        .Add("capitalize", "", (v, _, e) => new StrValue(StrCaseMethods.Capitalize(e.Text(v))))
        .Add("title", "", (v, _, e) => new StrValue(Title(e.Text(v))))
        .Add("trim", "chars?", (v, a, e) => new StrValue(StrSearchMethods.Strip(e.Text(v), a[0].TextOrNone(), true, true)))
        .Add("center", "width?", (v, a, e) => new StrValue(StrPaddingMethods.Center(e.Text(v), a[0].IndexOr(80), " ", e.Budget)))
        .Add("replace", "old new count?", Replace)
        .Add("truncate", "length? killwords? end? leeway?", Truncate)
        .Add("indent", "width? first? blank?", Indent)
        .Add("wordcount", "", (v, _, e) => IntValue.Of(Words().Count(e.Text(v))))
        .Add("urlencode", "", (v, _, e) => new StrValue(UrlEncode(v, e)))
        .AddRaw("format", Format);

    private static string Title(string text)
    {
        var title = new StringBuilder();
        foreach (var item in WordBeginnings().Split(text).Where(item => item.Length > 0))
            title.Append(char.ToUpperInvariant(item[0])).Append(item[1..].ToLowerInvariant());
        return title.ToString();
    }

    private static StrValue Replace(Value value, Value?[] a, Evaluation evaluation)
    {
        var count = a[2] is null or NoneValue ? -1 : a[2]!.Index();
        return new StrValue(StrMethods.Replace(evaluation.Text(value), evaluation.Text(a[0]!), evaluation.Text(a[1]!), count, evaluation.Budget));
    }

    private static StrValue Truncate(Value value, Value?[] a, Evaluation evaluation)
    {
        if (value.Length is null) throw Faults.Type($"object of type '{value.TypeName}' has no len()");
        var text = value is UndefinedValue ? "" : value.Text();
        var (length, end, leeway) = (a[0].IndexOr(255), a[2]?.Text() ?? "...", a[3] is null or NoneValue ? 5 : a[3]!.Index());
        if (length < end.Length || leeway < 0) throw new ExpressionException("AssertionError", $"expected length >= {end.Length}, got {length}");
        if (text.Length <= length + leeway) return new StrValue(text);
        var cut = text[..(length - end.Length)];
        if (a[1].FlagOr(false)) return new StrValue(cut + end);
        var space = cut.LastIndexOf(' ');
        return new StrValue((space < 0 ? cut : cut[..space]) + end);
    }

    private static StrValue Indent(Value value, Value?[] a, Evaluation evaluation)
    {
        var indent = a[0] is StrValue given ? given.Text : new string(' ', Math.Clamp(a[0].IndexOr(4), 0, 10_000));
        if (value is UndefinedValue undefined) throw Faults.Undefined(undefined);
        var lines = StrSplitMethods.Lines(value.Text() + "\n").ToList();
        evaluation.Budget.Claim((long)lines.Count * indent.Length);
        var blank = a[2].FlagOr(false);
        for (var i = 1; i < lines.Count; i++)
            if (blank || lines[i].Length > 0) lines[i] = indent + lines[i];
        return new StrValue((a[1].FlagOr(false) ? indent : "") + string.Join('\n', lines));
    }

    private static string UrlEncode(Value value, Evaluation evaluation)
    {
        if (value is UndefinedValue) return "";
        if (value is StrValue || value.Iterate() is null) return UrlText.Quote(value is BytesValue b ? b.Bytes : evaluation.Text(value), "/");
        var pairs = value is DictValue dict ? dict.Pairs.Select(pair => (pair.Key, pair.Value)) : evaluation.Items(value).Select(item =>
            evaluation.ToList(item) is [var key, var part] ? (key, part) : throw Faults.Value("not enough values to unpack (expected 2)"));
        return string.Join('&', pairs.Select(pair => QuoteQuery(pair.Item1, evaluation) + "=" + QuoteQuery(pair.Item2, evaluation)));
    }

    private static string QuoteQuery(Value value, Evaluation evaluation) => UrlText.Quote(evaluation.Text(value), " ").Replace(' ', '+');

    private static StrValue Format(Value value, Arguments arguments, Evaluation evaluation)
    {
        if (arguments.Positional.Length > 0 && arguments.Named.Length > 0)
            throw Faults.FilterArgument("can't handle positional and keyword arguments at the same time");
        Value values = arguments.Named.Length > 0 ? new DictValue(arguments.Named) : new TupleValue(arguments.Positional);
        return new StrValue(PercentFormat.Apply(evaluation.Text(value), values, evaluation.Budget));
    }

    [GeneratedRegex(@"([-\s({\[<]+)")]
    private static partial Regex WordBeginnings();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
