namespace Supertrack.Grains.Interfaces.Connectors;

/// <summary>When runs start by themselves: by cron, by interval, or not at all when both are empty.</summary>
[GenerateSerializer, Alias("supertrack.schedule"), Immutable]
public sealed record SyncSchedule
{
    /// <summary>Quartz's form with seconds (<c>0 0/15 * * * ?</c>) or the five fields of Unix (<c>*/15 * * * *</c>), in UTC.</summary>
    [Id(0)] public string? Cron { get; init; }

    /// <summary>At least 60, counted from the start of the last run.</summary>
    [Id(1)] public int? EverySeconds { get; init; }
}
