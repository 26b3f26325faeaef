using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Conventions;

namespace Supertrack.Cli.Schemas;

/// <summary><c>schema lint SCHEMA</c>: names and types that do not fit the rest of the schema.</summary>
internal static class LintCommand
{
    private static readonly Argument<string> Schema = new("schema") { Description = "A JSON Schema." };

    public static Command Create() =>
        new Command("lint", "Lists names that leave the schema's own convention, and fields that contradict each other or their names; exit code 1 where there are any.").With(Schema).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        JsonObject schema = await InputFile.ObjectAsync(invocation.Value(Schema), invocation.Terminal, cancellation);
        ConventionReport report = SchemaConventions.Check(schema);
        await invocation.Results.DocumentAsync(report.ToJson(), cancellation);
        return report.Findings.Count > 0 ? ExitCode.Negative : ExitCode.Done;
    }
}
