using System.Globalization;
using System.Text;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>URLs as the reference implementation's HTTP library writes them: joining, percent-encoding, query and form encoding.</summary>
internal static class UrlText
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string KeptInUrl = "!#$%&'()*+,/:;=?@[]~";

    /// <summary>RFC 3986 resolution of a path against a base that ends in a slash; an absolute URL replaces the base.</summary>
    public static string Join(string urlBase, string path)
    {
        if (path.Length == 0) return urlBase;
        if (!urlBase.EndsWith('/')) urlBase += "/";
        if (HasScheme(path)) return path;
        var schemeEnd = urlBase.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0) return path.StartsWith('/') ? path : urlBase + path;
        if (path.StartsWith("//", StringComparison.Ordinal)) return urlBase[..(schemeEnd + 1)] + path;
        var authorityEnd = urlBase.AsSpan(schemeEnd + 3).IndexOfAny('/', '?', '#');
        var root = authorityEnd < 0 ? urlBase : urlBase[..(schemeEnd + 3 + authorityEnd)];
        var basePath = urlBase[root.Length..];
        var cut = basePath.AsSpan().IndexOfAny('?', '#');
        if (cut >= 0) basePath = basePath[..cut];
        var tail = path.AsSpan().IndexOfAny('?', '#');
        var (target, suffix) = tail < 0 ? (path, "") : (path[..tail], path[tail..]);
        if (target.Length == 0) return root + basePath + suffix;
        var merged = target.StartsWith('/') ? target : basePath[..(basePath.LastIndexOf('/') + 1)] + target;
        return root + RemoveDots(WithoutEmptySegments(merged)) + suffix;
    }

    private static bool HasScheme(string text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExceptInRange('+', 'z') < 0
            && text.AsSpan(0, colon).IndexOf('/') < 0 && text.AsSpan(0, colon).IndexOf('?') < 0
            && (text.AsSpan(colon).StartsWith("://") || text.StartsWith("mailto:", StringComparison.Ordinal));
    }

    /// <summary>Doubled slashes inside a joined path become one.</summary>
    private static string WithoutEmptySegments(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal)) return path;
        var segments = path.Split('/');
        return string.Join('/', segments.Where((segment, index) => segment.Length > 0 || index == 0 || index == segments.Length - 1));
    }

    private static string RemoveDots(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal)) return path;
        var output = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            switch (segments[i])
            {
                case ".":
                    if (last) output.Add("");
                    break;
                case "..":
                    if (output.Count > 1) output.RemoveAt(output.Count - 1);
                    if (last) output.Add("");
                    break;
                default:
                    output.Add(segments[i]);
                    break;
            }
        }
        return string.Join('/', output);
    }

    /// <summary>The final form of a request's URL: host in lower case, a path of at least a slash, the parameters appended, the rest re-quoted.</summary>
    public static string Prepare(string url, string query)
    {
        url = url.TrimStart();
        var schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0) return url + (query.Length == 0 ? "" : (url.Contains('?') ? "&" : "?") + query);
        var fragmentAt = url.IndexOf('#');
        var fragment = fragmentAt < 0 ? "" : url[fragmentAt..];
        if (fragmentAt >= 0) url = url[..fragmentAt];
        var queryAt = url.IndexOf('?');
        var ownQuery = queryAt < 0 ? "" : url[(queryAt + 1)..];
        if (queryAt >= 0) url = url[..queryAt];
        var pathAt = url.IndexOf('/', schemeEnd + 3);
        var path = pathAt < 0 ? "/" : RemoveDots(url[pathAt..]);
        var authority = pathAt < 0 ? url : url[..pathAt];
        var at = authority.LastIndexOf('@');
        authority = at < 0 ? authority.ToLowerInvariant() : authority[..(at + 1)] + authority[(at + 1)..].ToLowerInvariant();
        var all = ownQuery.Length == 0 ? query : query.Length == 0 ? ownQuery : $"{ownQuery}&{query}";
        return Requote(authority + path + (all.Length == 0 ? "" : "?" + all) + fragment);
    }

    /// <summary>Decodes percent-encoded unreserved characters and encodes what may not stand in a URL.</summary>
    private static string Requote(string url)
    {
        var text = new StringBuilder(url.Length + 16);
        for (var i = 0; i < url.Length; i++)
        {
            var character = url[i];
            if (character == '%' && i + 2 < url.Length && char.IsAsciiHexDigit(url[i + 1]) && char.IsAsciiHexDigit(url[i + 2]))
            {
                var decoded = (char)int.Parse(url.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if (Unreserved.Contains(decoded)) text.Append(decoded);
                else text.Append('%').Append(char.ToUpperInvariant(url[i + 1])).Append(char.ToUpperInvariant(url[i + 2]));
                i += 2;
            }
            else if (character == '%')
            {
                text.Append("%25");
            }
            else if (Unreserved.Contains(character) || KeptInUrl.Contains(character))
            {
                text.Append(character);
            }
            else
            {
                var length = char.IsHighSurrogate(character) && i + 1 < url.Length ? 2 : 1;
                AppendEncoded(text, url.AsSpan(i, length));
                i += length - 1;
            }
        }
        return text.ToString();
    }

    /// <summary>Pairs as application/x-www-form-urlencoded: spaces as plus.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in pairs)
        {
            if (text.Length > 0) text.Append('&');
            AppendQuoted(text, key);
            text.Append('=');
            AppendQuoted(text, value);
        }
        return text.ToString();
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == ' ') text.Append('+');
            else if (Unreserved.Contains(value[i])) text.Append(value[i]);
            else
            {
                var length = char.IsHighSurrogate(value[i]) && i + 1 < value.Length ? 2 : 1;
                AppendEncoded(text, value.AsSpan(i, length));
                i += length - 1;
            }
        }
    }

    private static void AppendEncoded(StringBuilder text, ReadOnlySpan<char> characters)
    {
        Span<byte> bytes = stackalloc byte[8];
        var count = Encoding.UTF8.GetBytes(characters, bytes);
        foreach (var single in bytes[..count]) text.Append('%').Append(single.ToString("X2", CultureInfo.InvariantCulture));
    }

    /// <summary>The first value of each parameter in a URL's query, decoded; parameters without a value are left out.</summary>
    public static Dictionary<string, string> Query(string url)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var start = url.IndexOf('?');
        if (start < 0) return found;
        var end = url.IndexOf('#', start);
        var query = end < 0 ? url[(start + 1)..] : url[(start + 1)..end];
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=');
            if (equals < 0 || equals == pair.Length - 1) continue;
            found.TryAdd(Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
        }
        return found;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
