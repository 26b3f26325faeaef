using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Writes another address into a stream: into its path, and where that does not suffice into the fixed part of its base.</summary>
internal static partial class RouteWriter
{
    /// <summary>The refusal may be about the address: by its class, or by a status that says so whatever the words are.</summary>
    public static bool IsWrong(TrialFailure failure) => !LeadsAway(failure.Exchange) && (
        failure.Diagnosis.Class is FailureClass.EndpointMoved or FailureClass.EndpointRemoved or FailureClass.VersionUnsupported or FailureClass.Unknown or FailureClass.UnexpectedContent
        || (failure.Exchange?.Status is 404 or 410 && failure.Diagnosis.Class is FailureClass.ParameterRejected or FailureClass.FieldUnknown or FailureClass.Configuration));

    // A redirect to another host is for a person to approve; what stands at its path here is not what it means.
    private static bool LeadsAway(ObservedExchange? exchange) =>
        exchange is { Status: >= 300 and < 400 } && exchange.Headers.TryGetValue("Location", out var location)
        && Uri.TryCreate(exchange.Url, UriKind.Absolute, out var asked) && Uri.TryCreate(asked, location, out var found)
        && !string.Equals(found.Host, asked.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Points the stream to the path of an address; query parameters of the address are added. A credential does not travel to another
    /// host on an answer's word: the path is asked for at the host that is known.
    /// </summary>
    public static List<PatchOperation>? Patch(StreamView stream, ObservedExchange exchange, string target)
    {
        if (!Uri.TryCreate(exchange.Url, UriKind.Absolute, out var asked) || Filled(target, asked.AbsolutePath) is not { } address || !Uri.TryCreate(asked, address, out var found)) return null;
        if (found.Scheme is not ("http" or "https") || found.AbsolutePath == asked.AbsolutePath || found.AbsolutePath == "/") return null;
        if (Route(stream, asked.AbsolutePath, found.AbsolutePath) is not { } operations) return null;
        var sent = stream.QueryNames().Select(each => each.Name).ToHashSet();
        foreach (var pair in found.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(pair.Split('=')[0]);
            var value = pair.Contains('=') ? Uri.UnescapeDataString(pair[(pair.IndexOf('=') + 1)..]) : "";
            if (!sent.Contains(name) && !asked.Query.Contains(name + "=", StringComparison.Ordinal))
                operations.Add(PatchOperation.Set($"{stream.ParametersPointer}/{ManifestPatch.Escape(name)}", value));
        }
        return operations;
    }

    /// <summary>Changes the stream so that the path asked for becomes the one wanted; null where its own path is not in the one asked for.</summary>
    public static List<PatchOperation>? Route(StreamView stream, string asked, string wanted)
    {
        var path = "/" + stream.Path.Trim('/');
        var match = Template(path).Match(asked.TrimEnd('/'));
        if (!match.Success) return null;
        var prefix = match.Groups["prefix"].Value;
        if (wanted == asked) return null;
        var values = ExpressionPattern().Matches(path).Select((expression, index) => (Expression: expression.Value, Value: match.Groups["e" + index].Value)).ToList();
        if (wanted.StartsWith(prefix + "/", StringComparison.Ordinal)) return [PatchOperation.Set(stream.RequesterPointer + "/path", Expressed(wanted[prefix.Length..], values))];
        // The base holds a path of its own ("/api/v1"), and the new address lies beside it.
        var url = stream.Text(stream.RequesterPointer + "/url_base")?.TrimEnd('/');
        return url is not null && prefix.Length > 0 && url.EndsWith(prefix, StringComparison.Ordinal)
            ? [PatchOperation.Set(stream.RequesterPointer + "/url_base", url[..^prefix.Length]), PatchOperation.Set(stream.RequesterPointer + "/path", Expressed(wanted, values))]
            : null;
    }

    // "/accounts/{id}/contacts": what stood behind "accounts" in the old address, else the only part of it that is no word.
    private static string? Filled(string target, string asked)
    {
        if (!BlankPattern().IsMatch(target)) return target;
        var old = asked.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parts = target.Split('/');
        for (var index = 0; index < parts.Length; index++)
        {
            if (!BlankPattern().IsMatch(parts[index])) continue;
            var before = index > 0 ? Array.IndexOf(old, parts[index - 1]) : -1;
            var values = old.Where(part => part.Any(char.IsAsciiDigit) && !VersionPattern().IsMatch(part)).ToList();
            var value = before >= 0 && before + 1 < old.Length ? old[before + 1] : values.Count == 1 ? values[0] : null;
            if (value is null) return null;
            parts[index] = value;
        }
        return string.Join('/', parts);
    }

    private static Regex Template(string path)
    {
        var index = 0;
        var pattern = string.Concat(PiecePattern().Matches(path).Select(piece => piece.Value.StartsWith("{{", StringComparison.Ordinal) ? $"(?<e{index++}>[^/]+)" : Regex.Escape(piece.Value)));
        return new Regex($"^(?<prefix>.*?){pattern}/?$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static string Expressed(string path, List<(string Expression, string Value)> values) =>
        string.Join('/', path.Split('/').Select(part => values.Find(each => each.Value == part).Expression ?? part));

    [GeneratedRegex(@"\{\{.*?\}\}")]
    private static partial Regex ExpressionPattern();

    [GeneratedRegex(@"\{\{.*?\}\}|[^{]+|\{")]
    private static partial Regex PiecePattern();

    [GeneratedRegex(@"\{[^{}/]+\}|(?<=/|^):[A-Za-z_]\w*|<[^<>/]+>")]
    private static partial Regex BlankPattern();

    [GeneratedRegex(@"^v?\d{1,2}(?:\.\d+)*$", RegexOptions.IgnoreCase)]
    private static partial Regex VersionPattern();
}
