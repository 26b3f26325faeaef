using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Classification.Answers;

internal enum BodyForm
{
    Empty,
    Json,
    Xml,
    Html,
    Text,
    BrokenJson,
}

/// <summary>A failing answer taken apart once, for all rules to look at.</summary>
internal sealed record Answer
{
    public required FailureSample Sample { get; init; }
    public required BodyForm Form { get; init; }
    public required JsonNode? Json { get; init; }

    /// <summary>What codes, messages and error headers say, most specific first.</summary>
    public required IReadOnlyList<Statement> Statements { get; init; }

    /// <summary>Parameters and fields the body points at.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Numeric error codes of the body, with their path.</summary>
    public required IReadOnlyList<(string Path, long Code)> Numbers { get; init; }

    /// <summary>The body says that something failed, whatever the status.</summary>
    public required bool SaysFailed { get; init; }
    public required DateTimeOffset Now { get; init; }
    public Wait? Wait { get; init; }

    /// <summary>
    /// The HTTP status meant: the one sent, unless a good one carries a failing one in the body (<c>200 {"code": 403, ...}</c>), or a SOAP fault says
    /// under 500 that the client is at fault.
    /// </summary>
    public int Status => Meant ?? Sample.Status;
    public int? Meant { get; init; }
    public bool Succeeded => Status is >= 200 and < 300 && !SaysFailed;
    public string Path => Uri.TryCreate(Sample.Url, UriKind.Absolute, out var u) ? u.AbsolutePath : Sample.Url.Split('?')[0];

    public string? Header(string name) => Sample.Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The request asked an authorization server for a token.</summary>
    public bool AsksForToken => Sample.Method == "POST"
        && (Path.Contains("token", StringComparison.OrdinalIgnoreCase) || Path.Contains("oauth", StringComparison.OrdinalIgnoreCase))
        && !Path.Contains("graphql", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where the query of the request has this parameter.</summary>
    public bool Asked(string parameter) => QueryNames.Contains(parameter, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> QueryNames => Sample.Url.Contains('?')
        ? Sample.Url[(Sample.Url.IndexOf('?') + 1)..].Split('&').Select(p => Uri.UnescapeDataString(p.Split('=')[0]))
        : [];
}

/// <summary>How long to wait, and what said so.</summary>
internal sealed record Wait(double Seconds, string Source);
