using System.Net;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Reads the title, headings and visible text of a page.</summary>
internal static partial class HtmlStatements
{
    private const int MaxText = 3_000;
    private const int MaxRead = 40_000;

    /// <param name="body">The page.</param>
    /// <param name="found">Where findings go.</param>
    /// <param name="headingsOnly">The text of a page that claims success is about anything; only its headings are read.</param>
    public static void Read(string body, Findings found, bool headingsOnly)
    {
        if (body.Length > MaxRead) body = body[..MaxRead];
        var title = Title().Match(body);
        if (title.Success) found.Message(Visible(title.Groups[1].Value), "title");
        foreach (Match heading in Heading().Matches(body).Take(6)) found.Message(Visible(heading.Groups[1].Value), "heading");
        if (headingsOnly) return;
        var text = Visible(NotShown().Replace(body, " "));
        found.Message(text.Length > MaxText ? text[..MaxText] : text, "page");
    }

    private static string Visible(string html) => Blank().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ").Trim();

    [GeneratedRegex("<title[^>]*>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 500)]
    private static partial Regex Title();

    [GeneratedRegex("<h[1-3][^>]*>(.*?)</h[1-3]>", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 500)]
    private static partial Regex Heading();

    [GeneratedRegex("<(script|style|head)[^>]*>.*?</\\1>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 500)]
    private static partial Regex NotShown();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Blank();
}
