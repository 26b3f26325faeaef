using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Cli.Schemas;

/// <summary><c>schema diff OLD NEW</c>: what changed and whom it breaks.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> Old = new("old") { Description = "The old JSON Schema." };
    private static readonly Argument<string> New = new("new") { Description = "The new JSON Schema." };

    public static Command Create() =>
        new Command("diff", "Lists what changed between two JSON Schemas; exit code 1 where it breaks somebody both ways.").With(Old, New).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        JsonObject old = await InputFile.ObjectAsync(invocation.Value(Old), invocation.Terminal, cancellation);
        JsonObject now = await InputFile.ObjectAsync(invocation.Value(New), invocation.Terminal, cancellation);
        SchemaDifference difference = SchemaDiff.Compare(old, now);
        await invocation.Results.DocumentAsync(difference.ToJson(), cancellation);
        return difference.Compatibility == Compatibility.None ? ExitCode.Negative : ExitCode.Done;
    }
}
