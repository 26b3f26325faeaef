using Supertrack.Stores.Versions.Git;

namespace Supertrack.Stores.Tests.Versions;

public sealed class GitProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_takes_too_long_is_ended_and_said_so()
    {
        var repository = new GitRepository(Path.Combine(_folder.Path, "r.git"));
        await repository.EnsureAsync(default);
        var never = new TaskCompletionSource();
        var error = await Assert.ThrowsAsync<GitException>(() =>
            repository.Program.RunAsync(["cat-file", "--batch"], _ => never.Task, TimeSpan.FromMilliseconds(300), null, default));
        Assert.Equal(GitFailure.TimedOut, error.Failure);
        never.SetResult();
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_told_of_a_time_out()
    {
        var repository = new GitRepository(Path.Combine(_folder.Path, "r.git"));
        await repository.EnsureAsync(default);
        using var ending = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var running = repository.Program.RunAsync(["cat-file", "--batch"], _ => never.Task, TimeSpan.FromMinutes(1), null, ending.Token);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        never.SetResult();
    }

    [Fact]
    public async Task Neither_the_users_configuration_nor_the_environment_reaches_git()
    {
        var repository = new GitRepository(Path.Combine(_folder.Path, "r.git"));
        await repository.EnsureAsync(default);
        var settings = (await repository.Program.RequireAsync(["config", "--list", "--show-scope"], default)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(settings, line => Assert.True(line.StartsWith("local\t", StringComparison.Ordinal) || line.StartsWith("command\t", StringComparison.Ordinal), line));
        Assert.Contains("command\tprotocol.allow=never", settings);
        var refused = await repository.Program.RunAsync(["fetch", "--", "ext::sh -c true"], default);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("not allowed", refused.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
