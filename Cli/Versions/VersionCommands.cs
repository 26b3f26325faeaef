using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Versions;

namespace Supertrack.Cli.Versions;

/// <summary><c>supertrack version</c>: what was frozen, what changed, what is live where.</summary>
internal static class VersionCommands
{
    private static readonly Argument<string> Listed = new("TENANT[/KIND/NAME]");
    private static readonly Argument<string> From = new("FROM") { Description = "A version, e.g. 1.0.0." };
    private static readonly Argument<string> To = new("TO") { Description = "A version." };
    private static readonly Argument<string> Checked = new("TENANT/KIND/NAME[@VERSION]");
    private static readonly Argument<string> Content = new("FILE") { Description = "The content; - is standard input." };
    private static readonly Option<string[]> Case = new("--case") { Description = "A file with a case that this and all later versions must pass. Repeatable." };
    private static readonly Option<string[]> Retire = new("--retire") { Description = "The hash of a case that no longer holds; --reason says why. Repeatable." };
    private static readonly Option<string[]> Evidence = new("--evidence") { Description = "A reason to believe that it is right. Repeatable." };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Create() => new Command("version", "Frozen versions: list, show, compare, freeze, verify, and say which is live where.").With(
        [
            VersionOptions.Command("list", "The latest of each artifact of a tenant, or the versions of one, newest first, one a line.", ListAsync, Listed),
            VersionOptions.Command("show", "A version with its record and content, verified.", ShowAsync, Checked),
            VersionOptions.Command("diff", "What changed between two versions, and the way from one to the other.", DiffAsync, VersionOptions.Artifact, From, To),
            VersionOptions.Command("freeze", "Freeze a content as the next version.", FreezeAsync, VersionOptions.Artifact, Content, Case, Retire, Evidence, VersionOptions.Reason),
            VersionOptions.Command("verify", "Check record, signature, content and cases; exit code 1 when something is not what was frozen.", VerifyAsync, Checked),
            VersionOptions.Command("status", "What is live, previous, candidate and locked in each environment.", StatusAsync, VersionOptions.Artifact),
            VersionOptions.Command("log", "What was done, newest first, one a line.", LogAsync, VersionOptions.Artifact, Limit),
            .. StageCommands.All(),
            .. RepositoryCommands.All(),
        ]);

    private static async Task<ExitCode> ListAsync(Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        string text = call.Value(Listed);
        IAsyncEnumerable<JsonNode?> items = text.Contains('/') ? versions.VersionsAsync(ArtifactId.Parse(text), cancellation) : versions.ArtifactsAsync(text, cancellation);
        await foreach (JsonNode? item in items)
        {
            await call.Results.LineAsync(item, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        (ArtifactId artifact, SemanticVersion? version) = VersionOptions.At(call.Value(Checked));
        await call.Results.DocumentAsync(await versions.ShowAsync(artifact, version, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> DiffAsync(Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        JsonObject diff = await versions.DiffAsync(call.Named(), SemanticVersion.Parse(call.Value(From)), SemanticVersion.Parse(call.Value(To)), cancellation);
        await call.Results.DocumentAsync(diff, cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> FreezeAsync(Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        var cases = new List<string>();
        foreach (string file in call.Value(Case) ?? [])
        {
            cases.Add((await InputFile.ObjectAsync(file, call.Terminal, cancellation)).ToJsonString());
        }

        var order = new FreezeOrder(
            call.Named(), await InputFile.TextAsync(call.Value(Content), call.Terminal, cancellation), call.Value(Evidence) ?? [], cases,
            [.. (call.Value(Retire) ?? []).Select(hash => new RetiredCase(hash, call.Value(VersionOptions.Reason) ?? ""))]);
        await call.Results.DocumentAsync(await versions.FreezeAsync(order, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> VerifyAsync(Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        (ArtifactId artifact, SemanticVersion? version) = VersionOptions.At(call.Value(Checked));
        var code = ExitCode.Done;
        await foreach (JsonNode? one in versions.VerifyAsync(artifact, version, cancellation))
        {
            if (one?["intact"]?.GetValue<bool>() != true)
            {
                code = ExitCode.Negative;
            }

            await call.Results.LineAsync(one, cancellation);
        }

        return code;
    }

    private static async Task<ExitCode> StatusAsync(Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await versions.StatusAsync(call.Named(), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> LogAsync(Invocation call, IVersionControl versions, CancellationToken cancellation)
    {
        await foreach (JsonNode? entry in versions.LogAsync(call.Named(), call.Value(Limit), cancellation))
        {
            await call.Results.LineAsync(entry, cancellation);
        }

        return ExitCode.Done;
    }
}
