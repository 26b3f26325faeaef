using System.Text;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Core.Versions.Signing;

namespace Supertrack.Stores.Versions;

public sealed partial class VersionFolder
{
    private const int MaximumCase = 32 << 20;

    public async Task<FrozenArtifact> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tenant = Of(request.Artifact);
        var content = ArtifactContent.Parse(request.Artifact.Kind, request.Text);
        var cases = request.Cases.Select(Case).ToList();
        FrozenArtifact? frozen;
        try
        {
            frozen = await tenant.RunAsync(connection => Freeze(connection, tenant, request, content, cases), writes: true, cancellationToken);
        }
        catch (DamageException)
        {
            // Nothing is built on a damaged version: loading it tells of the damage, and repairs or refuses it.
            await LoadAsync(request.Artifact, null, cancellationToken);
            frozen = await tenant.RunAsync(connection => Freeze(connection, tenant, request, content, cases), writes: true, cancellationToken);
        }
        if (frozen is null) return await LoadAsync(request.Artifact, null, cancellationToken);
        Changed?.Invoke(tenant.Tenant);
        return frozen;
    }

    private FrozenArtifact? Freeze(SqliteConnection connection, TenantVersions tenant, FreezeRequest request, ArtifactContent content, List<(string Hash, byte[] Bytes)> cases)
    {
        var latest = VersionIndex.Find(connection, request.Artifact, null) is { } summary ? Latest(tenant, summary) : null;
        if (Freezing.Decide(request, content, latest, [.. cases.Select(one => one.Hash)], _clock.GetUtcNow()) is not { } version) return null;
        var signed = SignedVersion.Sign(version, Signer);
        foreach (var (hash, bytes) in cases) tenant.Objects.Write(hash, bytes);
        // Each waits for the disk; neither needs the other before the index names both.
        var record = Task.Run(() => tenant.Records.Write(signed.Id, signed.Bytes.Span));
        tenant.Objects.Write(content.SourceHash, content.Source.Span);
        if (content.Hash != content.SourceHash) tenant.Objects.AddCopy(content.Canonical.Span, content.Hash);
        record.GetAwaiter().GetResult();
        VersionIndex.Add(connection, signed.Version, signed.Id);
        return new FrozenArtifact(signed.Version, signed.Id, content.Text);
    }

    private LatestVersion Latest(TenantVersions tenant, VersionSummary summary)
    {
        var signed = Record(tenant, summary);
        var bytes = tenant.Objects.Read(signed.Version.Hash);
        var content = Content(tenant, signed.Version);
        // The canonical form is only a short cut; the text as written is what counts, and nothing is built on a damaged one.
        if (bytes is null || ArtifactContent.HashOf(bytes) != signed.Version.Hash) bytes = content;
        return new LatestVersion(signed.Version, signed.Id, ArtifactContent.Parse(summary.Artifact.Kind, Encoding.UTF8.GetString(bytes)));
    }

    private static (string Hash, byte[] Bytes) Case(string text)
    {
        if (text.Length > MaximumCase) throw new InvalidArtifactException("case", $"has {text.Length:N0} characters", $"At most {MaximumCase:N0} are taken.");
        // Any kind but text: a case is JSON.
        var content = ArtifactContent.Parse(ArtifactKind.Schema, text);
        return (content.Hash, content.Canonical.ToArray());
    }
}
