using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Addresses and paths that an answer mentions.</summary>
internal static partial class RouteText
{
    /// <summary>Every address or rooted path in a text, in order, sentence marks taken off.</summary>
    public static IEnumerable<string> Paths(string text) =>
        PathPattern().Matches(text.Replace("\\/", "/")).Select(match => match.Value.TrimEnd('.', ',', ';', ':', ')', '`', '\'', '"')).Where(path => path.Length > 1).Distinct();

    /// <summary>Paths written without their first slash (<c>v3/contacts</c>), in order.</summary>
    public static IEnumerable<string> Bare(string text) =>
        BarePattern().Matches(text).Select(match => match.Value.TrimEnd('.', ',', ';', ':')).Where(path => !MediaPattern().IsMatch(path)).Distinct();

    [GeneratedRegex(@"(?<![\w/.:<@\-}])[A-Za-z][\w\-]*(?:/[\w\-.{}:]+)+")]
    private static partial Regex BarePattern();

    [GeneratedRegex(@"^(?:application|text|image|multipart|and|or|http|https)/|^v\d+(?:\.\d+)*(?:/v\d+(?:\.\d+)*)+$", RegexOptions.IgnoreCase)]
    private static partial Regex MediaPattern();

    [GeneratedRegex(@"(?:https?://[^\s""'<>`]+)|(?<![\w/<])/(?:[A-Za-z0-9_{}:.\-$~]+/?)+(?:\?[^\s""'<>`]*)?")]
    private static partial Regex PathPattern();
}
