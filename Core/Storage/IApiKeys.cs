namespace Supertrack.Core.Storage;

/// <param name="Id">Public part; names the key in audits.</param>
/// <param name="Hash">SHA-256 of the secret in hexadecimal; the secret itself is never kept. Secrets are 256 random bits, so a slow hash adds nothing.</param>
/// <param name="Tenant">A tenant, or * for all.</param>
/// <param name="Role">Viewer, Operator, Editor or Administrator.</param>
public sealed record ApiKeyRecord(string Id, string Hash, string Tenant, string Role, string Name, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

public interface IApiKeys
{
    Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken);

    Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken);

    /// <summary>Stores the key only when there is none at all; true when it was stored.</summary>
    Task<bool> AddFirstAsync(ApiKeyRecord key, CancellationToken cancellationToken);

    Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    Task<IReadOnlyList<ApiKeyRecord>> ListAsync(string? tenant, CancellationToken cancellationToken);
}
