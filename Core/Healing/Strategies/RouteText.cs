using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Addresses and paths that an answer mentions.</summary>
internal static partial class RouteText
{
    /// <summary>Every address or rooted path in a text, in order, sentence marks taken off.</summary>
    public static IEnumerable<string> Paths(string text) =>
        PathPattern().Matches(text.Replace("\\/", "/")).Select(match => match.Value.TrimEnd('.', ',', ';', ':', ')', '`', '\'', '"')).Where(path => path.Length > 1).Distinct();

    [GeneratedRegex(@"(?:https?://[^\s""'<>`]+)|(?<![\w/<])/(?:[A-Za-z0-9_{}.\-]+/?)+(?:\?[^\s""'<>`]*)?")]
    private static partial Regex PathPattern();
}
