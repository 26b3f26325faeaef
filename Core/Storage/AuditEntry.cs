namespace Supertrack.Core.Storage;

/// <summary>That somebody did something, or tried to. It never holds what was sent: no arguments, no configuration, no secrets.</summary>
public sealed record AuditEntry
{
    /// <summary>Grows over all tenants; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>Whose thing it was done to; * for the installation itself.</summary>
    public required string Tenant { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who: <c>key:ID</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The actor's role at that moment.</summary>
    public required string Role { get; init; }

    /// <summary>The tenant that the actor's key is of; * for one of the installation.</summary>
    public required string ActorTenant { get; init; }

    /// <summary>What, e.g. <c>connector.start-run</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, e.g. <c>acme/crm</c>.</summary>
    public required string Target { get; init; }

    /// <summary><c>done</c>, or the code of the refusal, or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>SHA-256 over the tenant's entry before and this one, in hexadecimal; empty before it is stored.</summary>
    public string Hash { get; init; } = "";
}
