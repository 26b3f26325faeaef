using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Cli.Versions;

/// <summary>What changes an environment; exit code 1 when the registry says no.</summary>
internal static class StageCommands
{
    private static readonly Option<bool> AcceptBreaking = new("--accept-breaking") { Description = "Go on although readers of the live version break." };
    private static readonly Option<string?> Confirm = new("--confirm") { Description = "The id of another person's override." };

    public static IEnumerable<Command> All()
    {
        Symbol[] common = [VersionOptions.Environment, VersionOptions.Reason];
        yield return Of("activate", "Make a version live, when its cases pass and nobody breaks.", VersionOptions.Version, [.. common, AcceptBreaking]);
        yield return Of("promote", "Make what is live in --environment live in the next one.", VersionOptions.Artifact, [.. common, AcceptBreaking]);
        yield return Of("rollback", "Go back to the version that was live before.", VersionOptions.Artifact, common);
        yield return Of("deactivate", "Make nothing live.", VersionOptions.Artifact, common);
        yield return Of("lock", "Let nothing but an override change an environment; needs --reason.", VersionOptions.Artifact, common);
        yield return Of("unlock", "Undo a lock.", VersionOptions.Artifact, common);
        yield return Of("override", "Ask to activate a version past all gates, or confirm what another person asked.", VersionOptions.Version, [.. common, Confirm]);
        yield return Of("abandon", "Give up an activation whose process is gone; needs --reason.", VersionOptions.Artifact, common);
    }

    private static Command Of(string action, string description, Argument<string> named, Symbol[] options) =>
        VersionOptions.Command(action, description, (call, versions, cancellation) => DoAsync(action, named, call, versions, cancellation), [named, .. options]);

    private static async Task<ExitCode> DoAsync(string action, Argument<string> named, Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        (ArtifactId artifact, SemanticVersion? version) = VersionOptions.At(call.Value(named));
        string? confirm = action == "override" ? call.Value(Confirm) : null;
        bool accepts = action is "activate" or "promote" && call.Value(AcceptBreaking);
        var order = new StageOrder(
            confirm is null ? action : "confirm", artifact, Stages.Parse(call.Value(VersionOptions.Environment)), version, call.Value(VersionOptions.Reason) ?? "", accepts, confirm);
        JsonObject outcome = await versions.DoAsync(order, cancellation);
        await call.Results.DocumentAsync(outcome, cancellation);
        return outcome["done"]?.GetValue<bool>() == true ? ExitCode.Done : ExitCode.Negative;
    }
}
