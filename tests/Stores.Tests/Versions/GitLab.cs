using System.Diagnostics;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Stores.Versions.Git;

namespace Supertrack.Stores.Tests.Versions;

/// <summary>What the tests of repositories do beside the platform: git by hand, a bare remote, decisions.</summary>
internal static class GitLab
{
    public static string Repository(this VersionLab lab) => Path.Combine(lab.Tenant, "repository.git");

    /// <summary>A bare repository of the test's own, as a remote.</summary>
    public static GitRemote Remote(this VersionLab lab, string name = "remote.git")
    {
        var path = Path.Combine(lab.Folder, name);
        if (!Directory.Exists(path)) Git(lab.Folder, "init", "--quiet", "--bare", "--initial-branch=frozen", path);
        return new GitRemote("file://" + path);
    }

    public static Task<int> MirrorAsync(this VersionLab lab) => new GitMirror(lab.Store).WriteAsync("acme", default);

    public static Task<PushResult> PushAsync(this VersionLab lab, GitRemote remote) => new GitPush(lab.Store).PushAsync("acme", remote, default);

    /// <summary>A registry without cases to run.</summary>
    public static DeploymentRegistry Registry(this VersionLab lab, IVersionStore? store = null) =>
        new(store ?? lab.Store, new ActivationChecks(store ?? lab.Store, new NoCases(), new DeploymentPolicy([])), TimeProvider.System);

    public static Task<Activation> ActivateAsync(this VersionLab lab, string version, Stage stage = Stage.Dev) =>
        lab.Registry().ActivateAsync(VersionLab.Crm, stage, Guid.NewGuid().ToString("N"), SemanticVersion.Parse(version), "ada", "", acceptBreaking: false, default);

    public static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var argument in new[] { "-c", "user.name=eve", "-c", "user.email=eve@example.com", "-c", "safe.directory=*" }.Concat(arguments)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    /// <summary>Somebody clones a remote, changes a file of a branch and pushes it.</summary>
    public static void Intrude(this VersionLab lab, string branch, string file, string text)
    {
        var clone = Path.Combine(lab.Folder, "clone-" + Guid.NewGuid().ToString("N"));
        Git(lab.Folder, "clone", "--quiet", "--branch", branch, Path.Combine(lab.Folder, "remote.git"), clone);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(clone, file))!);
        File.WriteAllText(Path.Combine(clone, file), text);
        Git(clone, "add", "-A");
        Git(clone, "commit", "--quiet", "-m", "by hand");
        Git(clone, "push", "--quiet", "origin", branch);
    }

    private sealed class NoCases : IRegressionSuite
    {
        public bool Runs(ArtifactKind kind) => false;

        public Task<CaseResult> RunAsync(FrozenArtifact artifact, string hash, string @case, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("There is no case in these tests.");
    }
}
