using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Versions;

public sealed partial class VersionFolder
{
    public async Task<DeploymentState> DeploymentAsync(ArtifactId artifact, CancellationToken cancellationToken)
    {
        var tenant = Of(artifact);
        try
        {
            return await tenant.RunAsync(connection => Deployment(connection, artifact), writes: false, cancellationToken);
        }
        catch (FormatException error)
        {
            _alarm.Raise(new VersionDamage(artifact, "", "registry", tenant.IndexFile, error.Message, false));
            throw new TamperedVersionException(artifact, "registry", $"its entry was altered: {error.Message} ({tenant.IndexFile})");
        }
    }

    public async Task<bool> DecideAsync(ArtifactId artifact, Decision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var stored = await Of(artifact).RunAsync(connection => Decide(connection, artifact, decision), writes: true, cancellationToken);
        if (stored) Changed?.Invoke(artifact.Tenant);
        return stored;
    }

    public Task<IReadOnlyList<RegistryEntry>> AuditAsync(ArtifactId artifact, int limit, CancellationToken cancellationToken) => Of(artifact).RunAsync<IReadOnlyList<RegistryEntry>>(
        connection => [.. VersionIndex.Lines(connection, artifact, VersionIndex.Decided, limit).Select(line => RegistryText.Decided(line.Body).Entry)],
        writes: false, cancellationToken);

    /// <summary>Takes a state out of the repository where it is newer than the stored one, or the stored one is damaged.</summary>
    internal void RestoreDeployment(SqliteConnection connection, ArtifactId artifact, DeploymentState state)
    {
        try
        {
            if (Deployment(connection, artifact).Revision >= state.Revision) return;
        }
        catch (FormatException error)
        {
            _alarm.Raise(new VersionDamage(artifact, "", "registry", Of(artifact).IndexFile, error.Message, true));
        }
        Store(connection, artifact, state);
    }

    private bool Decide(SqliteConnection connection, ArtifactId artifact, Decision decision)
    {
        if (Deployment(connection, artifact).Revision != decision.State.Revision - 1) return false;
        Store(connection, artifact, decision.State);
        VersionIndex.AddLine(connection, artifact, VersionIndex.Decided, RegistryText.Of(new DecidedEntry(decision.Entry, decision.State[decision.Entry.Stage])));
        return true;
    }

    /// <exception cref="FormatException">The stored state is not one that this installation signed.</exception>
    private DeploymentState Deployment(SqliteConnection connection, ArtifactId artifact)
    {
        using var command = connection.Prepare("SELECT state, key, signature FROM deployment WHERE kind = $1 AND name = $2", artifact.Kind.Word(), artifact.Name);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return new DeploymentState();
        var (state, key, signature) = (reader.GetString(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2));
        return Signer.Verify(key, Signed(artifact, state), signature) ? RegistryText.State(state) : throw new FormatException($"its signature by key {key} is wrong, or the key is not trusted");
    }

    private void Store(SqliteConnection connection, ArtifactId artifact, DeploymentState state)
    {
        var text = RegistryText.Of(state);
        using var command = connection.Prepare(
            "INSERT OR REPLACE INTO deployment (kind, name, revision, state, key, signature) VALUES ($1, $2, $3, $4, $5, $6)",
            artifact.Kind.Word(), artifact.Name, state.Revision, text, Signer.KeyId, Signer.Sign(Signed(artifact, text)));
        command.ExecuteNonQuery();
    }

    private static byte[] Signed(ArtifactId artifact, string state) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"deployment\n{artifact}\n{state}"));
}
