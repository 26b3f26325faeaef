using System.Collections.Concurrent;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Signing;

namespace Supertrack.Stores.Versions;

/// <summary>
/// Frozen versions in a folder: <c>tenants/TENANT</c> each with objects by hash, signed records and an index in SQLite; <c>keys/</c> of the
/// installation. Freezing writes content and record durably before the index names them, so a crash leaves at most files nobody names.
/// </summary>
public sealed partial class VersionFolder : IVersionStore, IDisposable
{
    private readonly ConcurrentDictionary<string, TenantVersions> _tenants = new(StringComparer.Ordinal);
    private readonly string _root;
    private readonly IVersionAlarm _alarm;
    private readonly TimeProvider _clock;

    /// <param name="root">The folder; made when it is needed.</param>
    /// <param name="alarm">Is told of every damage.</param>
    public VersionFolder(string root, IVersionAlarm alarm, TimeProvider clock)
    {
        (_root, _alarm, _clock) = (Path.GetFullPath(root), alarm, clock);
        Signer = SigningKeys.OpenOrCreate(KeyFolder);
    }

    public EcdsaSigner Signer { get; }

    /// <summary>Is told the tenant whenever something was frozen or decided.</summary>
    public event Action<string>? Changed;

    public string KeyFolder => Path.Combine(_root, "keys");

    /// <summary>Tenants that have a folder.</summary>
    public IEnumerable<string> Tenants()
    {
        var folder = Path.Combine(_root, "tenants");
        return !Directory.Exists(folder) ? [] : Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(ArtifactId.IsTenant).Order(StringComparer.Ordinal);
    }

    /// <summary>Artifacts with an activation that was begun and not finished.</summary>
    public Task<IReadOnlyList<ArtifactId>> PendingAsync(string tenant, CancellationToken cancellationToken) =>
        Of(tenant).RunAsync(connection => VersionIndex.Pending(connection, tenant), writes: false, cancellationToken);

    public Task<IReadOnlyList<VersionSummary>> ListAsync(ArtifactId artifact, CancellationToken cancellationToken) =>
        Of(artifact).RunAsync(connection => VersionIndex.List(connection, artifact), writes: false, cancellationToken);

    public Task<IReadOnlyList<VersionSummary>> ListLatestAsync(string tenant, ArtifactId? after, int limit, CancellationToken cancellationToken) =>
        Of(tenant).RunAsync(connection => VersionIndex.Latest(connection, tenant, after, limit), writes: false, cancellationToken);

    internal TenantVersions Of(ArtifactId artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return Of(artifact.Checked().Tenant);
    }

    /// <exception cref="InvalidArtifactException">The text cannot be a tenant; it would name a folder elsewhere.</exception>
    internal TenantVersions Of(string tenant)
    {
        if (!ArtifactId.IsTenant(tenant)) throw new InvalidArtifactException(tenant, "cannot be a tenant", "Use 1 to 63 lower-case letters, digits and inner hyphens.");
        return _tenants.GetOrAdd(tenant, Open);
    }

    internal Task<long> LastLineAsync(string tenant, CancellationToken cancellationToken) => Of(tenant).RunAsync(VersionIndex.LastLine, writes: false, cancellationToken);

    public void Dispose()
    {
        foreach (var tenant in _tenants.Values) tenant.Dispose();
        Signer.Dispose();
    }

    private TenantVersions Open(string tenant)
    {
        var folder = Path.Combine(_root, "tenants", tenant);
        TenantVersions? opened = null;
        opened = new TenantVersions(tenant, folder) { Rebuild = connection => IndexRebuild.Run(connection, opened!, Signer, _clock.GetUtcNow()) };
        return opened;
    }
}
