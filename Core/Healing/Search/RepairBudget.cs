namespace Supertrack.Core.Healing.Search;

/// <summary>Bounds of one repair.</summary>
public sealed record RepairBudget
{
    private const int SmallestPage = 4;
    private const int Allowance = 60;

    /// <summary>Trials at most. Default 200.</summary>
    public int Trials { get; init; } = 200;

    /// <summary>Pages of a first, short trial. Default 2: a page that repeats the one before shows already.</summary>
    public int ProbePages { get; init; } = 2;

    /// <summary>Pages of a trial where only a part of the known rows is at hand. Default 40.</summary>
    public int SampledPages { get; init; } = 40;

    /// <summary>Requests of one trial at most. Default 2,000.</summary>
    public int RequestsPerTrial { get; init; } = 2_000;

    /// <summary>Changes combined at most. Default 9.</summary>
    public int Depth { get; init; } = 9;

    /// <summary>Requests after which a read of so many rows goes in circles.</summary>
    public int RequestsFor(int rows) => Math.Min(RequestsPerTrial, Math.Max(1, rows / SmallestPage) + Allowance);
}
