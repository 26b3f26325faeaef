namespace Supertrack.Stores.Versions.Git;

/// <summary>
/// Pushes a tenant's repository. Nothing is ever forced: where somebody else moved a branch, their commits are fetched and joined with
/// ours; where a remote does not answer, everything waits in the repository for the next call.
/// </summary>
public sealed class GitPush(VersionFolder store)
{
    private const int Attempts = 5;

    private const string Seen = "refs/remotes/origin/";

    /// <exception cref="GitException">git is missing, or the repository or address is wrong. An outage is an answer, not an exception.</exception>
    public async Task<PushResult> PushAsync(string tenant, GitRemote remote, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remote);
        var url = remote.CheckedUrl();
        var repository = new GitRepository(store.Of(tenant).Repository, remote.Header);
        if (!Directory.Exists(repository.Path)) return new PushResult(true, [], [], "");
        var merged = new SortedSet<string>(StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryAsync(repository, url, cancellationToken);
            if (outcome.Moved.Count == 0 || attempt == Attempts) return new PushResult(outcome.Moved.Count == 0 && outcome.Detail.Length == 0, [.. merged], outcome.Conflicts, outcome.Detail);
            if (await FetchAsync(repository, url, cancellationToken) is { } outage) return new PushResult(false, [.. merged], outcome.Conflicts, outage);
            foreach (var branch in outcome.Moved)
                if (await BranchJoin.RunAsync(repository, branch, Seen + branch, cancellationToken)) merged.Add(branch);
        }
    }

    private static async Task<(IReadOnlyList<string> Moved, IReadOnlyList<string> Conflicts, string Detail)> TryAsync(GitRepository repository, string url, CancellationToken cancellationToken)
    {
        var heads = await repository.HeadsAsync(cancellationToken);
        List<string> refs = [.. RepositoryLayout.Branches.Where(heads.ContainsKey).Select(branch => $"refs/heads/{branch}:refs/heads/{branch}"), "refs/tags/*:refs/tags/*"];
        var answer = await repository.Program.RunAsync(["push", "--porcelain", "--no-verify", "--", url, .. refs], null, GitProgram.RemoteLimit, null, cancellationToken);
        var refused = answer.Text.Split('\n').Where(line => line.StartsWith('!')).Select(line => line.Split('\t')).Where(parts => parts.Length == 3).ToList();
        var moved = refused.Where(parts => Destination(parts).StartsWith("refs/heads/", StringComparison.Ordinal) && IsMoved(parts[2])).Select(parts => Destination(parts)["refs/heads/".Length..]).ToList();
        var conflicts = refused.Where(parts => Destination(parts).StartsWith("refs/tags/", StringComparison.Ordinal)).Select(parts => Destination(parts)["refs/tags/".Length..]).ToList();
        // A failed push that names no reference never got as far: the remote is away or does not let us in.
        var other = refused.Count - moved.Count - conflicts.Count;
        var detail = answer.ExitCode == 0 || (other == 0 && refused.Count > 0) ? "" : other > 0 ? "refused: " + string.Join("; ", refused.Select(parts => $"{Destination(parts)} {parts[2]}")) : Outage(url, answer);
        return (moved, conflicts, detail);
    }

    private static string Destination(string[] parts) => parts[1][(parts[1].IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static bool IsMoved(string reason) =>
        reason.Contains("fetch first", StringComparison.Ordinal) || reason.Contains("non-fast-forward", StringComparison.Ordinal)
        || reason.Contains("failed to update ref", StringComparison.Ordinal) || reason.Contains("cannot lock ref", StringComparison.Ordinal) || reason.Contains("incorrect old value", StringComparison.Ordinal);

    private static async Task<string?> FetchAsync(GitRepository repository, string url, CancellationToken cancellationToken)
    {
        var answer = await repository.Program.RunAsync(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", url, "+refs/heads/*:" + Seen + "*"], null, GitProgram.RemoteLimit, null, cancellationToken);
        return answer.ExitCode == 0 ? null : Outage(url, answer);
    }

    private static string Outage(string url, GitAnswer answer) => $"{new Uri(url).GetLeftPart(UriPartial.Path)} cannot be reached or refuses: {GitProgram.OneLine(answer.Error)}";
}
