using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Filters for HTML, JSON and display.</summary>
internal static partial class MarkupFilters
{
    public static void AddTo(Filters filters) => filters
        .Add("e escape forceescape", "", (v, _, e) => new StrValue(Escape(e.Text(v))))
        .Add("safe", "", (v, _, e) => new StrValue(e.Text(v)))
        .Add("striptags", "", (v, _, e) => new StrValue(StripTags(e.Text(v))))
        .Add("xmlattr", "autospace?", (v, a, e) => new StrValue(Attributes(v, a[0].FlagOr(true), e)))
        .Add("tojson", "indent?", (v, a, e) => new StrValue(HtmlSafe(JsonText.Write(v, a[0] is null or NoneValue ? null : a[0]!.Index(), sortKeys: true, e.Budget))))
        .Add("pprint", "", (v, _, e) => new StrValue(v.Repr(e.Budget)))
        .Add("filesizeformat", "binary?", (v, a, _) => new StrValue(FileSize(v, a[0].FlagOr(false))));

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);

    private static string HtmlSafe(string json) => json
        .Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal).Replace("'", "\\u0027", StringComparison.Ordinal);

    private static string StripTags(string text)
    {
        text = Tags().Replace(text, "");
        return System.Net.WebUtility.HtmlDecode(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Attributes(Value value, bool space, Evaluation evaluation)
    {
        if (value is not DictValue dict) throw Faults.Attribute($"'{value.TypeName}' object has no attribute 'items'");
        var items = new List<string>();
        foreach (var (key, item) in dict.Pairs)
        {
            if (item is NoneValue or UndefinedValue) continue;
            if (AttributeKey().IsMatch(key.Text())) throw Faults.Value($"Invalid character in attribute name: {key}");
            items.Add($"{Escape(key.Text())}=\"{Escape(evaluation.Text(item))}\"");
        }
        return (space && items.Count > 0 ? " " : "") + string.Join(' ', items);
    }

    private static string FileSize(Value value, bool binary)
    {
        if (NumberFilters.ToFloat(value) is not { } bytes) throw Faults.Type($"float() argument must be a string or a real number, not '{value.TypeName}'");
        var step = binary ? 1024.0 : 1000.0;
        if (bytes == 1) return "1 Byte";
        if (bytes < step) return $"{(long)bytes} Bytes";
        var power = 1;
        while (power < 8 && bytes >= Math.Pow(step, power + 1)) power++;
        return Formatting.NumberFormat.Float(bytes / Math.Pow(step, power), 'f', 1, false) + " " + "kMGTPEZY"[power - 1].ToString().Replace("k", binary ? "K" : "k", StringComparison.Ordinal) + (binary ? "iB" : "B");
    }

    [GeneratedRegex(@"<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s/>=]")]
    private static partial Regex AttributeKey();
}
