using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Silo.Hosting;
using Supertrack.Stores.Versions;

namespace Supertrack.Silo.Tests.Versions;

public sealed class RepositoryServiceTests : IDisposable, IVersionAlarm
{
    private static readonly ArtifactId People = ArtifactId.Parse("acme/schema/people");
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    [Fact]
    public async Task A_silo_takes_up_an_interrupted_activation_and_pushes_once_the_remote_is_there()
    {
        // What a process leaves that dies between beginning and finishing.
        using (var store = new VersionFolder(Path.Combine(Data, "versions"), this, TimeProvider.System))
        {
            await store.FreezeAsync(Request(), default);
            var begun = DeploymentTransitions.Decide(new DeploymentState(), new Begin(Stage.Dev, "a", SemanticVersion.First, "ada", DateTimeOffset.UtcNow));
            Assert.True(await store.DecideAsync(People, begun, default));
        }
        var remote = Path.Combine(_folder.Path, "acme.git");
        await using var app = SiloHost.Build(
            ["--data", Data, "--urls", "http://127.0.0.1:0", "--Supertrack:Versions:Remote", "file://" + _folder.Path + "/{tenant}.git", "--Supertrack:Versions:RetrySeconds", "1", "--Logging:LogLevel:Default", "None"]);
        await app.StartAsync();
        var versions = app.Services.GetRequiredService<IVersionStore>();
        await UntilAsync("the version is live", async () => (await versions.DeploymentAsync(People, default)).Dev.Live == SemanticVersion.First);
        Git(_folder.Path, "init", "--quiet", "--bare", remote);
        await UntilAsync("the remote has the tag", () => Task.FromResult(Git(remote, "tag", "--list") == "schema/people/v1.0.0"));
        await UntilAsync("the remote has the decision", () => Task.FromResult(Git(remote, "branch", "--list", "dev").Length > 0));
        await app.StopAsync();
    }

    void IVersionAlarm.Raise(VersionDamage damage) => throw new InvalidOperationException(damage.Finding);

    public void Dispose() => _folder.Dispose();

    private static FreezeRequest Request() =>
        new() { Artifact = People, Text = """{"type":"object"}""", Provenance = new Provenance { Proposer = new Proposer(ProposerKind.Person, "ada") } };

    private static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Waited in vain until {what}.");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-c", "safe.directory=*" }.Concat(arguments)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
