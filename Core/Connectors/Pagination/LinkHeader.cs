using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Pagination;

/// <summary>A Link header (RFC 8288) as a mapping of relation to its link: url, rel and further parameters.</summary>
internal static partial class LinkHeader
{
    public static DictValue Parse(string? header)
    {
        var links = new DictValue();
        if (string.IsNullOrWhiteSpace(header)) return links;
        foreach (var part in Separator().Split(header.Trim(' ', '\'', '"')))
        {
            var cut = part.IndexOf(';');
            var url = (cut < 0 ? part : part[..cut]).Trim('<', '>', ' ', '\'', '"');
            var link = Tree.Map("url", Tree.Text(url));
            foreach (var parameter in cut < 0 ? [] : part[(cut + 1)..].Split(';'))
            {
                var equals = parameter.IndexOf('=');
                if (equals < 0) break;
                link[parameter[..equals].Trim(' ', '\'', '"')] = Tree.Text(parameter[(equals + 1)..].Trim(' ', '\'', '"'));
            }
            links[(link["rel"] ?? link["url"])!.ToString()] = link;
        }
        return links;
    }

    [GeneratedRegex(", *<")]
    private static partial Regex Separator();
}
