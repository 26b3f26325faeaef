using System.Text;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Stores.Versions.Git;

/// <param name="Versions">Versions that were not there before.</param>
/// <param name="Decisions">Entries of the registry that were not there before.</param>
/// <param name="Keys">Keys that the repository brought and that are trusted now.</param>
/// <param name="Refused">What could not be taken, and why.</param>
public sealed record RestoreResult(int Versions, int Decisions, IReadOnlyList<string> Keys, IReadOnlyList<string> Refused);

/// <summary>
/// Brings back a tenant's versions, registry and audit from its repository alone. Only what is signed by a trusted key is taken; nothing
/// that is there already is changed.
/// </summary>
public sealed class GitRestore(VersionFolder store)
{
    private const int Batch = 200;

    /// <param name="remote">Where to fetch from; null reads the repository beside the store.</param>
    /// <param name="trust">Whether to trust a public key that the repository brings, by its id.</param>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    public async Task<RestoreResult> RunAsync(string tenant, GitRemote? remote, Func<string, bool> trust, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trust);
        var versions = store.Of(tenant);
        // Opened before records are put beside it: an index that finds records and no versions makes itself anew from them.
        await store.LastLineAsync(tenant, cancellationToken);
        var repository = new GitRepository(versions.Repository, remote?.Header);
        await repository.EnsureAsync(cancellationToken);
        if (remote is not null) await FetchAsync(repository, remote.CheckedUrl(), cancellationToken);
        var keys = await TrustAsync(repository, trust, cancellationToken);
        var source = new RepositoryReader(repository, tenant, store.Signer);
        var taken = new RestoreWriter(store, versions);
        foreach (var commits in (await source.CommitsAsync(RepositoryLayout.FrozenBranch, cancellationToken)).Chunk(Batch))
            await taken.AddAsync(await source.VersionsAsync(commits, cancellationToken), cancellationToken);
        var decided = new List<RestoredDecision>();
        foreach (var stage in Stages.All) decided.AddRange(source.Decisions(stage, await source.CommitsAsync(stage.Word(), cancellationToken)));
        var last = (await repository.HeadsAsync(cancellationToken)).Values.Select(head => head.Sequence).DefaultIfEmpty(0).Max();
        await taken.AddAsync(decided, last, cancellationToken);
        return new RestoreResult(taken.Versions, taken.Decisions, keys, source.Refused);
    }

    private static async Task FetchAsync(GitRepository repository, string url, CancellationToken cancellationToken)
    {
        // Into an empty repository as it is; beside what is there otherwise, for nothing of ours may give way.
        var heads = (await repository.HeadsAsync(cancellationToken)).Count == 0 ? "refs/heads/" : RepositoryReader.Fetched;
        var answer = await repository.Program.RunAsync(
            ["fetch", "--quiet", "--no-write-fetch-head", "--update-head-ok", "--", url, $"+refs/heads/*:{heads}*", "refs/tags/*:refs/tags/*"], null, GitProgram.RemoteLimit, null, cancellationToken);
        if (answer.ExitCode != 0) throw new GitException(GitFailure.Remote, $"{url} cannot be fetched: {GitProgram.OneLine(answer.Error)}. Check the address and the right to read it.");
    }

    private async Task<IReadOnlyList<string>> TrustAsync(GitRepository repository, Func<string, bool> trust, CancellationToken cancellationToken)
    {
        var trusted = new List<string>();
        foreach (var branch in RepositoryReader.Places(RepositoryLayout.FrozenBranch))
        {
            var listed = await repository.Program.RunAsync(["ls-tree", "--name-only", branch, "keys/"], cancellationToken);
            foreach (var path in listed.ExitCode == 0 ? listed.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [])
            {
                var id = Path.GetFileNameWithoutExtension(path);
                if (id == store.Signer.KeyId || trusted.Contains(id) || !trust(id) || await repository.ReadAsync(branch, path, cancellationToken) is not { } pem) continue;
                trusted.Add(SigningKeys.Trust(store.KeyFolder, store.Signer, Encoding.UTF8.GetString(pem)));
            }
        }
        return trusted;
    }
}
