using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Where the read that a recording holds began.</summary>
public sealed record RecordingStart
{
    public required string Stream { get; init; }

    public required long Run { get; init; }

    public required DateTimeOffset At { get; init; }

    public required SyncMode Mode { get; init; }

    /// <summary>The stream's state before the run; null for none.</summary>
    public JsonNode? State { get; init; }

    /// <summary>The beginning of the SHA-256 of the manifest that read, in hexadecimal.</summary>
    public string Manifest { get; init; } = "";
}
