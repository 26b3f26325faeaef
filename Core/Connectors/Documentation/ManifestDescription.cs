using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Documentation;

/// <summary>What a manifest says of itself without a configuration.</summary>
/// <param name="Kind">For people: what it reads from.</param>
/// <param name="Authentication">For people, one line a way; empty for none.</param>
/// <param name="Limits">For people, one line each: rates and concurrency that the manifest sets.</param>
/// <param name="Streams">In the order of the manifest.</param>
public sealed record ManifestDescription(
    string Kind, IReadOnlyList<string> Authentication, IReadOnlyList<string> Limits, IReadOnlyList<StreamDescription> Streams);

/// <summary>One stream.</summary>
public sealed record StreamDescription
{
    public required string Name { get; init; }

    /// <summary>Where it is read: method and address, a table, or files.</summary>
    public required string Source { get; init; }

    /// <summary>Dotted paths; empty without a key.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Null where every read reads everything.</summary>
    public string? CursorField { get; init; }

    /// <summary>For people; null for one page.</summary>
    public string? Pagination { get; init; }

    /// <summary>Streams whose records say what to ask for.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>JSON Schema of a record; null where only the source knows it.</summary>
    public JsonObject? Schema { get; init; }
}
