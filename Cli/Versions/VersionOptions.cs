using System.CommandLine;
using Supertrack.Cli.Frame;
using Supertrack.Cli.Remote;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Cli.Versions;

/// <summary>Options and arguments of <c>supertrack version</c>.</summary>
internal static class VersionOptions
{
    public static readonly Option<string?> Store = new("--store") { Description = "The folder of the versions; without it a server is asked." };
    public static readonly Option<string?> By = new("--by") { Description = "Who does it. Default the variable USER." };
    public static readonly Option<string> Environment = new("--environment") { Description = $"One of {Stages.Words}.", DefaultValueFactory = _ => "dev" };
    public static readonly Option<string?> Reason = new("--reason") { Description = "Why, for the log." };
    public static readonly Argument<string> Artifact = new("TENANT/KIND/NAME") { Description = $"KIND is one of {ArtifactKinds.Words}." };
    public static readonly Argument<string> Version = new("TENANT/KIND/NAME@VERSION") { Description = "E.g. acme/connector/crm@1.2.0." };
    public static readonly Argument<string> Tenant = new("TENANT");

    /// <summary>A command on a folder or a server.</summary>
    public static Command Command(string name, string description, Func<Invocation, IVersionControl, CancellationToken, Task<ExitCode>> body, params Symbol[] parts) =>
        new Command(name, description).With([.. parts, Store, By, RemoteOptions.Server, RemoteOptions.Key]).Runs(async (call, cancellation) =>
        {
            await using IVersionControl versions = call.Value(Store) is { } folder ? new LocalVersions(call, folder, Who(call)) : new RemoteVersions(Gateway.Of(call));
            return await body(call, versions, cancellation);
        });

    /// <summary>A command that needs the folder itself.</summary>
    public static Command LocalCommand(string name, string description, Func<Invocation, LocalVersions, CancellationToken, Task<ExitCode>> body, params Symbol[] parts) =>
        new Command(name, description).With([.. parts, Store]).Runs(async (call, cancellation) =>
        {
            string folder = call.Value(Store) ?? throw CommandException.Usage($"version {name} works on a folder. Name it with --store.");
            await using var versions = new LocalVersions(call, folder, "");
            return await body(call, versions, cancellation);
        });

    public static ArtifactId Named(this Invocation call) => ArtifactId.Parse(call.Value(Artifact));

    /// <summary>An artifact, and the version behind the @; null where there is none.</summary>
    public static (ArtifactId Artifact, SemanticVersion? Version) At(string text)
    {
        string[] parts = text.Split('@', 2);
        return (ArtifactId.Parse(parts[0]), parts.Length == 2 ? SemanticVersion.Parse(parts[1]) : null);
    }

    private static string Who(Invocation call) => call.Value(By) ?? call.Terminal.Variable("USER") ?? call.Terminal.Variable("USERNAME") ?? "unknown";
}
