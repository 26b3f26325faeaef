namespace Supertrack.Core.Storage;

/// <summary>One entry of a list, as its owner last described it. The owner's state is the truth; this can be rebuilt from it.</summary>
/// <param name="Kind">tenant, connector or run.</param>
/// <param name="Tenant">The tenant it belongs to.</param>
/// <param name="Id">Unique within kind and tenant.</param>
/// <param name="Parent">What it is listed under, e.g. the connector of a run; empty for none.</param>
/// <param name="Order">Lists come highest first.</param>
/// <param name="Active">The owner has something under way that has to be resumed after a restart, or a schedule.</param>
/// <param name="Body">JSON.</param>
public sealed record ReadDocument(string Kind, string Tenant, string Id, string Parent, long Order, bool Active, string Body);
