using System.Text;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>wordwrap and urlize.</summary>
internal static partial class WrapFilters
{
    public static void AddTo(Filters filters) => filters
        .Add("wordwrap", "width? break_long_words? wrapstring? break_on_hyphens?", Wrap)
        .AddRaw("urlize", (_, _, _) => throw Faults.Runtime("urlize makes HTML links, which templates of connectors do not need"));

    private static StrValue Wrap(Value value, Value?[] a, Evaluation evaluation)
    {
        var width = a[0].IndexOr(79);
        if (width <= 0) throw Faults.Value($"invalid width {width} (must be > 0)");
        var separator = a[2].TextOrNone() ?? "\n";
        var lines = StrSplitMethods.Lines(value.Text()).Select(line => string.Join(separator, Lines(line, width, a[1].FlagOr(true), a[3].FlagOr(true))));
        return new StrValue(string.Join(separator, lines));
    }

    private static IEnumerable<string> Lines(string text, int width, bool breakLong, bool hyphens)
    {
        var line = new StringBuilder();
        var lines = new List<string>();
        foreach (var word in (hyphens ? Chunks() : Blanks()).Matches(text).Select(match => match.Value))
        {
            if (line.Length == 0 && lines.Count > 0 && string.IsNullOrWhiteSpace(word)) continue;
            var rest = word;
            if (line.Length + rest.Length > width)
            {
                if (breakLong && rest.Length > width)
                    for (; line.Length + rest.Length > width; line.Clear())
                    {
                        var room = width - line.Length;
                        line.Append(rest, 0, room);
                        rest = rest[room..];
                        Flush(line, lines);
                    }
                else Flush(line, lines);
                if (string.IsNullOrWhiteSpace(rest)) rest = "";
            }
            line.Append(rest);
        }
        Flush(line, lines);
        return lines;
    }

    private static void Flush(StringBuilder line, List<string> lines)
    {
        if (line.ToString().TrimEnd() is { Length: > 0 } text) lines.Add(text);
        line.Clear();
    }

    [GeneratedRegex(@"\s+|[^\s-]*[^\s\W\d_]-(?=[^\W\d_])|[^\s-]+-*|-+")]
    private static partial Regex Chunks();

    [GeneratedRegex(@"\s+|\S+")]
    private static partial Regex Blanks();
}
