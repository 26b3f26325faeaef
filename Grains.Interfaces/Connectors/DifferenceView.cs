namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.recording-difference"), Immutable]
public sealed record DifferenceView
{
    /// <summary>stream_missing, request_unanswered, read_failed, record_count, key_missing, key_added, field_missing, field_added or field_type.</summary>
    [Id(0)] public required string Kind { get; init; }

    /// <summary>The field; empty for what concerns none.</summary>
    [Id(1)] public string Path { get; init; } = "";

    /// <summary>For a person, with the next step.</summary>
    [Id(2)] public required string Message { get; init; }
}
