using Microsoft.Data.Sqlite;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Stores.Versions.Git;

/// <summary>Puts what was restored into the store, in the order and under the numbers that it had.</summary>
internal sealed class RestoreWriter(VersionFolder store, TenantVersions versions)
{
    public int Versions { get; private set; }

    public int Decisions { get; private set; }

    public async Task AddAsync(IReadOnlyList<RestoredVersion> restored, CancellationToken cancellationToken)
    {
        foreach (var one in restored)
        {
            foreach (var (hash, bytes) in one.Cases) versions.Objects.Write(hash, bytes);
            versions.Objects.AddCopy(one.Content.Canonical.Span, one.Content.Hash);
            versions.Objects.Write(one.Content.SourceHash, one.Content.Source.Span);
            versions.Records.Write(one.Signed.Id, one.Signed.Bytes.Span);
        }
        await versions.RunAsync(connection => restored.Select(one => Add(connection, one)).ToList(), writes: true, cancellationToken);
    }

    /// <param name="last">The highest number that the repository knows: new lines come after it.</param>
    public Task AddAsync(IReadOnlyList<RestoredDecision> decided, long last, CancellationToken cancellationToken) => versions.RunAsync(
        connection =>
        {
            foreach (var one in decided.OrderBy(one => one.Sequence))
                if (VersionIndex.RestoreLine(connection, new LogLine(one.Sequence, one.Artifact, VersionIndex.Decided, one.Body))) Decisions++;
            foreach (var artifact in decided.GroupBy(one => one.Artifact)) store.RestoreDeployment(connection, artifact.Key, State(artifact));
            VersionIndex.Advance(connection, last);
            VersionIndex.SetMark(connection, GitMirror.Mirrored, 0);
            return true;
        },
        writes: true, cancellationToken);

    private int Add(SqliteConnection connection, RestoredVersion restored)
    {
        if (!VersionIndex.AddVersion(connection, restored.Signed.Version, restored.Signed.Id, unlessThere: true)) return 0;
        if (restored.Sequence > 0)
            VersionIndex.RestoreLine(connection, new LogLine(restored.Sequence, restored.Signed.Version.Artifact, VersionIndex.Frozen, restored.Signed.Version.Version.ToString()));
        Versions++;
        return 1;
    }

    /// <summary>Each environment as its last decision left it.</summary>
    private static DeploymentState State(IEnumerable<RestoredDecision> decided)
    {
        var state = new DeploymentState();
        foreach (var one in decided.OrderBy(one => one.Decided.Entry.Revision))
            state = state.With(one.Decided.Entry.Stage, one.Decided.After) with { Revision = one.Decided.Entry.Revision };
        return state;
    }
}
