using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Stores.Versions.Git;

namespace Supertrack.Cli.Versions;

/// <summary>A tenant's repository: push it, restore from it.</summary>
internal static class RepositoryCommands
{
    public const string HeaderVariable = "SUPERTRACK_GIT_HEADER";

    private static readonly Option<string?> Remote = new("--remote") { Description = $"https://, ssh:// or file:///; an HTTP header that lets us in is taken from the variable {HeaderVariable}." };
    private static readonly Option<string[]> Trust = new("--trust") { Description = "The id of a key to trust; without it every key that the repository brings. Repeatable." };

    public static IEnumerable<Command> All()
    {
        yield return VersionOptions.LocalCommand("push", "Push a tenant's repository; exit code 3 when the remote is away.", PushAsync, VersionOptions.Tenant, Remote);
        yield return VersionOptions.LocalCommand("restore", "Bring versions, registry and log back from a repository.", RestoreAsync, VersionOptions.Tenant, Remote, Trust);
    }

    private static async Task<ExitCode> PushAsync(Invocation call, LocalVersions versions, CancellationToken cancellation)
    {
        GitRemote remote = Address(call) ?? throw CommandException.Usage("version push needs an address. Name it with --remote.");
        string tenant = call.Value(VersionOptions.Tenant);
        await versions.MirrorAsync(tenant, cancellation);
        PushResult result = await new GitPush(versions.Store).PushAsync(tenant, remote, cancellation);
        var view = new JsonObject { ["done"] = result.Done, ["merged"] = List(result.Merged), ["conflicts"] = List(result.Conflicts), ["detail"] = result.Detail };
        await call.Results.DocumentAsync(view, cancellation);
        return !result.Done ? ExitCode.Remote : result.Conflicts.Count > 0 ? ExitCode.Negative : ExitCode.Done;
    }

    private static async Task<ExitCode> RestoreAsync(Invocation call, LocalVersions versions, CancellationToken cancellation)
    {
        string[] trusted = call.Value(Trust) ?? [];
        RestoreResult result = await new GitRestore(versions.Store).RunAsync(
            call.Value(VersionOptions.Tenant), Address(call), id => trusted.Length == 0 || trusted.Contains(id), cancellation);
        var view = new JsonObject { ["versions"] = result.Versions, ["decisions"] = result.Decisions, ["keys"] = List(result.Keys), ["refused"] = List(result.Refused) };
        await call.Results.DocumentAsync(view, cancellation);
        return result.Refused.Count > 0 ? ExitCode.Negative : ExitCode.Done;
    }

    private static GitRemote? Address(Invocation call) => call.Value(Remote) is { } url ? new GitRemote(url, call.Terminal.Variable(HeaderVariable)) : null;

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
