namespace Supertrack.Core.Storage;

/// <summary>Which entries; a member that is null asks for nothing.</summary>
public sealed record AuditQuery
{
    public string? Tenant { get; init; }

    public string? Actor { get; init; }

    public string? Action { get; init; }

    public string? Target { get; init; }

    public string? Outcome { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only entries of a smaller id.</summary>
    public long? Before { get; init; }
}

/// <param name="BrokenAt">The id of the first entry whose hash does not follow from the one before; null when all do.</param>
public sealed record AuditVerdict(long Entries, long? BrokenAt);

/// <summary>Who did what, when, and how it ended. Entries are only ever added.</summary>
public interface IAuditLog
{
    /// <summary>Durable when it returns; the entry with its id and hash.</summary>
    Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> entries, the latest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>Computes every hash of a tenant anew.</summary>
    Task<AuditVerdict> VerifyAsync(string tenant, CancellationToken cancellationToken);
}
