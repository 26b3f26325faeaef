namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.check-outcome"), Immutable]
public sealed record CheckOutcome
{
    [Id(0)] public required bool Succeeded { get; init; }

    /// <summary>Empty on success; else what failed, where, and the next step.</summary>
    [Id(1)] public string Message { get; init; } = "";
}
