namespace Supertrack.Core.Storage;

/// <summary>Something that happened, for whoever watches. Nothing relies on it: state is the truth.</summary>
/// <param name="Id">Grows; 0 before it is stored.</param>
/// <param name="Type">E.g. run.started, run.progress, run.finished.</param>
/// <param name="Subject">What it happened to, e.g. <c>connectors/crm/runs/123</c>.</param>
/// <param name="Data">JSON; no secrets.</param>
public sealed record PlatformEvent(long Id, string Tenant, string Type, string Subject, DateTimeOffset At, string Data);
