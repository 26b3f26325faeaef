using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors;

public enum SyncMode
{
    FullRefresh,
    Incremental,
}

/// <summary>What to read of one stream.</summary>
public sealed record StreamReadRequest
{
    public required string Stream { get; init; }

    public SyncMode SyncMode { get; init; } = SyncMode.FullRefresh;

    /// <summary>Stream state in Airbyte's form (the <c>stream_state</c> of a STATE message); null for a first read.</summary>
    public JsonNode? State { get; init; }

    /// <summary>The checkpoint of the last page stored; null to start with the first page. State must then be that of the same run.</summary>
    public byte[]? ResumeFrom { get; init; }

    /// <summary>Stop after so many pages; null for no limit.</summary>
    public int? MaxPages { get; init; }
}
