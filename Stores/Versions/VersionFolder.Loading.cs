using System.Text;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Core.Versions.Signing;
using Supertrack.Stores.Versions.Git;

namespace Supertrack.Stores.Versions;

public sealed partial class VersionFolder
{
    /// <summary>Where damaged versions are repaired from; by default the tenant's own repository.</summary>
    public Func<string, IVersionBackup>? Backup { get; set; }

    public async Task<FrozenArtifact> LoadAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellationToken)
    {
        var (tenant, summary) = await FindAsync(artifact, version, cancellationToken);
        var signed = await GuardedAsync(tenant, summary, () => Record(tenant, summary), cancellationToken);
        var content = await GuardedAsync(tenant, summary, () => Content(tenant, signed.Version), cancellationToken);
        return new FrozenArtifact(signed.Version, signed.Id, Encoding.UTF8.GetString(content));
    }

    public async Task<FrozenVersion> LoadRecordAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken)
    {
        var (tenant, summary) = await FindAsync(artifact, version, cancellationToken);
        return (await GuardedAsync(tenant, summary, () => Record(tenant, summary), cancellationToken)).Version;
    }

    public async Task<string> LoadCaseAsync(ArtifactId artifact, string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var (tenant, summary) = await FindAsync(artifact, null, cancellationToken);
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) throw new InvalidArtifactException(hash, "is no hash of a case", "Take one from the version's record.");
        return Encoding.UTF8.GetString(await GuardedAsync(tenant, summary, () => Object(tenant, hash, "case"), cancellationToken));
    }

    private async Task<(TenantVersions, VersionSummary)> FindAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellationToken)
    {
        var tenant = Of(artifact);
        var summary = await tenant.RunAsync(connection => VersionIndex.Find(connection, artifact, version), writes: false, cancellationToken);
        return (tenant, summary ?? throw new UnknownVersionException(artifact, version?.ToString()));
    }

    /// <exception cref="DamageException">The file is not the record that the index names.</exception>
    private SignedVersion Record(TenantVersions tenant, VersionSummary summary)
    {
        var file = tenant.Records.PathOf(summary.Id);
        var bytes = tenant.Records.Read(summary.Id) ?? throw new DamageException("record", summary.Id, file, "its record is gone");
        try
        {
            var signed = SignedVersion.Open(bytes, Signer);
            if (signed.Id != summary.Id) throw new FormatException("it is another record than its name says");
            if (signed.Version.Artifact != summary.Artifact || signed.Version.Version != summary.Version) throw new FormatException($"it is the record of {signed.Version.Artifact} {signed.Version.Version}");
            return signed;
        }
        catch (FormatException error)
        {
            throw new DamageException("record", summary.Id, file, $"its record was altered: {error.Message}");
        }
    }

    private static byte[] Content(TenantVersions tenant, FrozenVersion version) => Object(tenant, version.Source, "content");

    private static byte[] Object(TenantVersions tenant, string hash, string what)
    {
        var bytes = tenant.Objects.Read(hash) ?? throw new DamageException(what, hash, tenant.Objects.PathOf(hash), $"its {what} is gone");
        return ArtifactContent.HashOf(bytes) == hash ? bytes : throw new DamageException(what, hash, tenant.Objects.PathOf(hash), $"its {what} was altered");
    }

    /// <summary>Refuses what is damaged, tells of it, and repairs it where a copy proves to be what was frozen.</summary>
    private async Task<T> GuardedAsync<T>(TenantVersions tenant, VersionSummary summary, Func<T> read, CancellationToken cancellationToken)
    {
        try
        {
            return read();
        }
        catch (DamageException damage)
        {
            var repaired = await RepairAsync(tenant, summary, damage, cancellationToken);
            _alarm.Raise(new VersionDamage(summary.Artifact, summary.Version.ToString(), damage.What, damage.Where, damage.Message, repaired));
            if (!repaired) throw new TamperedVersionException(summary.Artifact, summary.Version.ToString(), $"{damage.Message} ({damage.Where})");
            try
            {
                return read();
            }
            catch (DamageException again)
            {
                throw new TamperedVersionException(summary.Artifact, summary.Version.ToString(), $"{again.Message} ({again.Where})");
            }
        }
    }

    private async Task<bool> RepairAsync(TenantVersions tenant, VersionSummary summary, DamageException damage, CancellationToken cancellationToken)
    {
        var backup = Backup?.Invoke(tenant.Tenant) ?? new GitBackup(tenant.Repository);
        var copy = damage.What switch
        {
            "record" => await backup.RecordAsync(summary.Artifact, summary.Version, cancellationToken),
            "content" => await backup.ContentAsync(summary.Artifact, summary.Version, cancellationToken),
            _ => await backup.CaseAsync(summary.Artifact, damage.Name, cancellationToken),
        };
        if (copy is null || !IsWanted(copy, damage)) return false;
        (damage.What == "record" ? tenant.Records : tenant.Objects).Write(damage.Name, copy);
        return true;
    }

    private bool IsWanted(byte[] copy, DamageException damage)
    {
        if (damage.What != "record") return ArtifactContent.HashOf(copy) == damage.Name;
        try
        {
            return SignedVersion.Open(copy, Signer).Id == damage.Name;
        }
        catch (FormatException)
        {
            // The copy is damaged too: the caller reports the version as such.
            return false;
        }
    }

    /// <summary>A file that is not what was frozen; never leaves the store.</summary>
    private sealed class DamageException(string what, string name, string where, string finding) : Exception(finding)
    {
        public string What { get; } = what;

        public string Name { get; } = name;

        public string Where { get; } = where;
    }
}
