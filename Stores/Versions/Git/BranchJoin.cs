using System.Text;

namespace Supertrack.Stores.Versions.Git;

/// <summary>
/// Joins a branch that was moved elsewhere with ours: a commit that follows both, with their files under ours. Our files are those of
/// artifacts, which nobody else writes; whatever else they changed stays, and both histories stay whole.
/// </summary>
internal static class BranchJoin
{
    /// <summary>False when ours already contains theirs.</summary>
    public static async Task<bool> RunAsync(GitRepository repository, string branch, string theirs, CancellationToken cancellationToken)
    {
        var git = repository.Program;
        var head = (await repository.HeadsAsync(cancellationToken))[branch];
        var remote = (await git.RequireAsync(["rev-parse", "--verify", theirs + "^{commit}"], cancellationToken)).Text.Trim();
        if ((await git.RunAsync(["merge-base", "--is-ancestor", remote, head.Commit], cancellationToken)).ExitCode == 0) return false;
        var found = await git.RunAsync(["merge-base", remote, head.Commit], cancellationToken);
        var tree = await TreeAsync(git, found.ExitCode == 0 ? found.Text.Trim() : null, head.Commit, remote, repository.Path, cancellationToken);
        var message = $"{branch}: join what was pushed from elsewhere\n\n{RepositoryLayout.SequenceTrailer}: {head.Sequence}\n";
        var commit = (await git.RequireAsync(
            ["-c", "user.name=Supertrack", "-c", "user.email=supertrack@supertrack.invalid", "commit-tree", tree, "-p", head.Commit, "-p", remote],
            cancellationToken, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(message), cancellationToken).AsTask())).Text.Trim();
        await git.RequireAsync(["update-ref", "refs/heads/" + branch, commit, head.Commit], cancellationToken);
        return true;
    }

    private static async Task<string> TreeAsync(GitProgram git, string? common, string ours, string theirs, string repository, CancellationToken cancellationToken)
    {
        var index = Path.Combine(repository, $"join-{Guid.NewGuid():N}.index");
        try
        {
            await git.RequireAsync(["read-tree", theirs], cancellationToken, index: index);
            var changes = common is null
                ? (await git.RequireAsync(["ls-tree", "-r", "-z", ours], cancellationToken)).Output
                : Changes((await git.RequireAsync(["diff-tree", "-r", "-z", "--no-renames", common, ours], cancellationToken)).Text);
            await git.RequireAsync(["update-index", "-z", "--index-info"], cancellationToken, stream => stream.WriteAsync(changes, cancellationToken).AsTask(), index);
            return (await git.RequireAsync(["write-tree"], cancellationToken, index: index)).Text.Trim();
        }
        finally
        {
            File.Delete(index);
        }
    }

    /// <summary>Raw differences (<c>:oldmode newmode oldid newid status NUL path NUL</c>) as index-info lines; mode 0 removes.</summary>
    private static byte[] Changes(string raw)
    {
        var text = new StringBuilder();
        var parts = raw.Split('\0');
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            var fields = parts[i].TrimStart(':').Split(' ');
            text.Append(fields[1] == "000000" ? "0" : fields[1]).Append(' ').Append(fields[3]).Append('\t').Append(parts[i + 1]).Append('\0');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
