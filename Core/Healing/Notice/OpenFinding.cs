namespace Supertrack.Core.Healing.Notice;

/// <summary>A finding that stands: seen in the last run it could show in, and accepted by nobody.</summary>
/// <param name="Finding">As seen last.</param>
/// <param name="Incremental">The kind of run it shows in.</param>
/// <param name="Since">Begin of the first run that showed it.</param>
/// <param name="Run">The last run that showed it.</param>
/// <param name="Runs">Runs that showed it, one after the other.</param>
public sealed record OpenFinding(Finding Finding, bool Incremental, DateTimeOffset Since, long Run, int Runs);
