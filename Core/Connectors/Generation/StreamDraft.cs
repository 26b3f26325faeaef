using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>What was inferred of one stream, with a remark on each guess.</summary>
internal sealed record StreamDraft
{
    public required string Name { get; init; }

    /// <summary>Relative to the base URL, with {parent} parts filled by <see cref="Parent"/>.</summary>
    public required string Path { get; init; }

    public IReadOnlyList<string> RecordPath { get; init; } = [];

    public string? PrimaryKey { get; init; }

    public string? CursorField { get; init; }

    public PagingDraft? Paging { get; init; }

    /// <summary>Fixed query parameters.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The stream whose key fills the one open part of the path.</summary>
    public (string Stream, string Key, string PathPart)? Parent { get; init; }

    public required JsonObject Schema { get; init; }

    /// <summary>"what: how sure", shown as comments.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
