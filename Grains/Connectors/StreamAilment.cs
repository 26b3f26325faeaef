namespace Supertrack.Grains.Connectors;

/// <summary>A stream that failed when it was last read.</summary>
public sealed record StreamAilment
{
    public required string Stream { get; init; }

    /// <summary>Where its incident is kept: a host, <c>connector:NAME</c> where none was asked, or <c>platform</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Code of the run's failure.</summary>
    public required string Code { get; init; }

    public int? Status { get; init; }

    public string Message { get; init; } = "";

    public long Run { get; init; }

    public DateTimeOffset At { get; init; }
}
