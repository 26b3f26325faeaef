using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

/// <summary>One version of the API: where it is, what it asks of a request, and how it shapes its answers.</summary>
public sealed record ApiVersion
{
    public required string Path { get; init; }

    /// <summary>Default GET.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>All must hold; empty for an open API.</summary>
    public IReadOnlyList<AuthRule> Auth { get; init; } = [];

    public IReadOnlyList<ParameterRule> Parameters { get; init; } = [];

    /// <summary>Whether a query parameter that the version does not know is refused.</summary>
    public bool StrictParameters { get; init; }

    public Answer? StrictAnswer { get; init; }

    /// <summary>Dotted path of the records in an answer; empty when the answer is the list itself.</summary>
    public string Envelope { get; init; } = "";

    /// <summary>When set, the envelope holds an object of records by this field instead of a list.</summary>
    public string? KeyedBy { get; init; }

    public PagingRule Paging { get; init; } = new();

    public IReadOnlyList<TransformStep> Transform { get; init; } = [];

    /// <summary>Records in this version's own shape, in place of <see cref="Transform"/>.</summary>
    public IReadOnlyList<JsonObject?>? Records { get; init; }

    public SortRule? Sort { get; init; }

    /// <summary>Members merged into the root of every good list answer.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>Headers of every good list answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How this version answers requests to an earlier version's path.</summary>
    public Answer? Old { get; init; }

    public LimitRule? Limits { get; init; }

    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    public GraphQlRule? GraphQl { get; init; }
}
