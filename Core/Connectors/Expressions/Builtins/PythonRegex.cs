using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Python's regular expressions on .NET's: named groups, \Z and the replacement escapes are translated, time is bounded.</summary>
internal static partial class PythonRegex
{
    private static readonly ConcurrentDictionary<(string, TimeSpan), Regex> Cache = new();

    public static Regex Compile(string pattern, ExpressionLimits limits)
    {
        if (pattern.Length > 10_000) throw Faults.Limit("a regular expression of more than 10000 characters");
        if (Cache.Count > 1_000) Cache.Clear();
        try
        {
            return Cache.GetOrAdd((pattern, limits.RegexTime), static key => new Regex(Translate(key.Item1), RegexOptions.CultureInvariant, key.Item2));
        }
        catch (ArgumentException e)
        {
            throw new ExpressionException("error", $"the regular expression is not valid: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The replacement as a function: \1, \g&lt;name&gt;, \n and the like.</summary>
    public static Func<Match, string> Replacement(string replacement, Regex regex)
    {
        var parts = new List<Func<Match, string>>();
        var text = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '\\' || i + 1 >= replacement.Length) { text.Append(replacement[i]); continue; }
            var named = GroupReference().Match(replacement, i);
            if (named.Success && named.Index == i)
            {
                AddGroup(named.Groups["name"].Success ? named.Groups["name"].Value : named.Groups["number"].Value);
                i += named.Length - 1;
                continue;
            }
            text.Append(replacement[++i] switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "\r",
                'f' => "\f",
                'v' => "\v",
                'a' => "\a",
                'b' => "\b",
                '\\' => "\\",
                var c when char.IsAsciiLetter(c) => throw new ExpressionException("error", $"bad escape \\{c}"),
                var c => "\\" + c
            });
        }
        Flush();
        return match => string.Concat(parts.Select(part => part(match)));

        void Flush()
        {
            if (text.Length == 0) return;
            var literal = text.ToString();
            text.Clear();
            parts.Add(_ => literal);
        }

        void AddGroup(string group)
        {
            if (regex.GroupNumberFromName(group) < 0) throw new ExpressionException("error", $"invalid group reference {group}");
            Flush();
            parts.Add(match => match.Groups[group].Value);
        }
    }

    private static string Translate(string pattern)
    {
        var translated = new StringBuilder(pattern.Length + 8);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                translated.Append(pattern[++i] == 'Z' ? "\\z" : "\\" + pattern[i]);
                continue;
            }
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("(?P<")) { translated.Append("(?<"); i += 3; }
            else if (rest.StartsWith("(?P=") && pattern.IndexOf(')', i) is var end and > 0)
            {
                translated.Append(CultureInfo.InvariantCulture, $"\\k<{pattern[(i + 4)..end]}>");
                i = end;
            }
            else translated.Append(pattern[i]);
        }
        return translated.ToString();
    }

    [GeneratedRegex(@"\\g<(?<name>\w+)>|\\(?<number>[1-9][0-9]?)")]
    private static partial Regex GroupReference();
}
