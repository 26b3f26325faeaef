using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Inference;

namespace Supertrack.Cli.Schemas;

/// <summary><c>schema infer FILE...</c>: samples in, one JSON Schema out.</summary>
internal static class InferCommand
{
    private static readonly Argument<string[]> Files = new("files")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "JSON documents, JSON arrays or JSON lines; - is standard input.",
    };

    private static readonly Option<bool> Documents = new("--documents")
    {
        Description = "An array at the top is one sample, not a list of samples (several files whose tops are all arrays are taken so anyway).",
    };

    private static readonly Option<string?> Statistics = new("--statistics") { Description = "Also write counts, lengths and ranges of every path to this file." };

    public static Command Create() =>
        new Command("infer", "Learns one JSON Schema (2020-12) from samples.").With(Files, Documents, Statistics).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        string[] files = invocation.Value(Files);
        bool unwrap = !invocation.Value(Documents) && files.Length == 1;
        SchemaInferrer inferrer = await new ParallelInference(invocation.Terminal, unwrap).RunAsync(files, cancellation);
        if (inferrer.Samples == 0) throw CommandException.Usage($"{files[0]}: holds no JSON value. Name a file with at least one sample.");
        if (invocation.Value(Statistics) is { } target)
        {
            JsonArray rows = inferrer.ToStatistics();
            await File.WriteAllTextAsync(target, rows.ToJsonString(), cancellation);
        }
        await invocation.Results.DocumentAsync(inferrer.ToSchema(), cancellation);
        return ExitCode.Done;
    }
}
