using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Incidents;

/// <summary>How a connector stands with one host.</summary>
[GenerateSerializer, Alias("supertrack.health-report"), Immutable]
public sealed record HealthReport
{
    [Id(0)] public required string Connector { get; init; }

    /// <summary>Empty when all its streams are sound again.</summary>
    [Id(1)] public ImmutableArray<AilmentReport> Ailments { get; init; } = [];

    /// <summary>The repair under way, or the last one.</summary>
    [Id(2)] public RepairReportLine? Repair { get; init; }
}

/// <summary>A stream that fails.</summary>
[GenerateSerializer, Alias("supertrack.ailment"), Immutable]
public sealed record AilmentReport
{
    [Id(0)] public required string Stream { get; init; }

    /// <summary>Code of the run's failure.</summary>
    [Id(1)] public required string Code { get; init; }

    [Id(2)] public int? Status { get; init; }

    [Id(3)] public string Message { get; init; } = "";

    [Id(4)] public long Run { get; init; }

    /// <summary>When the run ended that failed last.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }
}

/// <summary>As much of a repair as an incident tells.</summary>
[GenerateSerializer, Alias("supertrack.repair-line"), Immutable]
public sealed record RepairReportLine
{
    [Id(0)] public required int Number { get; init; }

    /// <summary>As in the repair's view.</summary>
    [Id(1)] public required string Stage { get; init; }

    [Id(2)] public ImmutableArray<string> Streams { get; init; } = [];

    [Id(3)] public string Class { get; init; } = "";

    [Id(4)] public string Cause { get; init; } = "";

    [Id(5)] public int Requests { get; init; }

    [Id(6)] public required DateTimeOffset StartedAt { get; init; }

    [Id(7)] public DateTimeOffset? FinishedAt { get; init; }
}
