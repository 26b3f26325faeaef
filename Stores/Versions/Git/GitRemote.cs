namespace Supertrack.Stores.Versions.Git;

/// <summary>Where a tenant's repository is pushed to.</summary>
/// <param name="Url">https, http, ssh or file; no password in it.</param>
/// <param name="Header">An HTTP header that lets us in, e.g. <c>Authorization: Bearer ...</c>; null for none.</param>
public sealed record GitRemote(string Url, string? Header = null)
{
    private static readonly string[] Schemes = ["https", "http", "ssh", "file"];

    /// <exception cref="GitException">It is no address that we push to.</exception>
    public string CheckedUrl() =>
        Uri.TryCreate(Url, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme) && Url.StartsWith(address.Scheme + "://", StringComparison.Ordinal) && !Url.Any(char.IsControl)
            ? address.UserInfo.Contains(':', StringComparison.Ordinal)
                ? throw new GitException(GitFailure.Failed, $"The address of the repository on {address.Host} holds a password. Give it as a header instead.")
                : Url
            : throw new GitException(GitFailure.Failed, $"'{Url}' is no address of a repository. Use https://, ssh:// or file:///.");
}

/// <summary>How a push ended.</summary>
/// <param name="Done">The remote has everything.</param>
/// <param name="Merged">Branches that somebody else had moved; their commits were kept.</param>
/// <param name="Conflicts">Tags that the remote has for something else. They stay as they are on both sides, and a person decides.</param>
/// <param name="Detail">Why it is not done; empty otherwise.</param>
public sealed record PushResult(bool Done, IReadOnlyList<string> Merged, IReadOnlyList<string> Conflicts, string Detail);
