using System.Globalization;
using System.Text;

namespace Supertrack.Stores.Versions.Git;

/// <param name="Sequence">The line of the log that its commit stands for; 0 for a commit that is not ours.</param>
internal sealed record GitHead(string Branch, string Commit, long Sequence);

/// <summary>A bare repository, made when it is first written to.</summary>
internal sealed class GitRepository(string path, string? header = null)
{
    public string Path { get; } = path;

    public GitProgram Program { get; } = new(path, header);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(System.IO.Path.Combine(Path, "HEAD"))) return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await Program.RequireAsync(["init", "--quiet", "--bare", "--template=", "--initial-branch=" + RepositoryLayout.FrozenBranch, "--", Path], cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, GitHead>> HeadsAsync(CancellationToken cancellationToken)
    {
        var answer = await Program.RequireAsync(
            ["for-each-ref", "--format=%(refname:lstrip=2)%00%(objectname)%00%(trailers:key=" + RepositoryLayout.SequenceTrailer + ",valueonly,separator=%2C)%01", "refs/heads"], cancellationToken);
        var heads = new Dictionary<string, GitHead>(StringComparer.Ordinal);
        foreach (var record in answer.Text.Split('\u0001', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = record.Split('\0');
            heads[parts[0]] = new GitHead(parts[0], parts[1], Sequence(parts[2]));
        }
        return heads;
    }

    /// <summary>Names of tags.</summary>
    public async Task<IReadOnlySet<string>> TagsAsync(CancellationToken cancellationToken) =>
        (await Program.RequireAsync(["for-each-ref", "--format=%(refname:lstrip=2)", "refs/tags"], cancellationToken)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>A file of a commit, branch or tag; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(string reference, string file, CancellationToken cancellationToken)
    {
        var answer = await Program.RunAsync(["cat-file", "blob", $"{reference}:{file}"], cancellationToken);
        return answer.ExitCode == 0 ? answer.Output : null;
    }

    /// <summary>Files of commits in the order asked; null for those that are not there. One process for all.</summary>
    public async Task<IReadOnlyList<byte[]?>> ReadAllAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return [];
        var answer = await Program.RequireAsync(["cat-file", "--batch"], cancellationToken, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', names) + "\n"), cancellationToken).AsTask());
        return [.. Batch(answer.Output)];
    }

    /// <summary>Commits that a reference reaches, oldest first, with their messages.</summary>
    public async Task<IReadOnlyList<(string Commit, string Message)>> CommitsAsync(string reference, CancellationToken cancellationToken)
    {
        var answer = await Program.RunAsync(["log", "--reverse", "--topo-order", "--format=%H%x00%B%x01", reference, "--"], cancellationToken);
        if (answer.ExitCode != 0) return [];
        return [.. answer.Text.Split('\u0001', StringSplitOptions.RemoveEmptyEntries).Select(one => one.TrimStart('\n').Split('\0')).Where(one => one.Length == 2).Select(one => (one[0], one[1]))];
    }

    private static long Sequence(string trailers) =>
        long.TryParse(trailers.Split(',')[^1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;

    private static IEnumerable<byte[]?> Batch(byte[] output)
    {
        var at = 0;
        while (at < output.Length)
        {
            var end = Array.IndexOf(output, (byte)'\n', at);
            var header = Encoding.UTF8.GetString(output, at, end - at);
            at = end + 1;
            if (header.EndsWith(" missing", StringComparison.Ordinal))
            {
                yield return null;
                continue;
            }
            var size = int.Parse(header[(header.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
            yield return output[at..(at + size)];
            at += size + 1;
        }
    }
}
