using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Cli.Schemas;

/// <summary><c>schema map SCHEMA --to DIALECT</c>: DDL, Cypher, layout or diagram as text.</summary>
internal static class MapCommand
{
    private static readonly Argument<string> Schema = new("schema") { Description = "A JSON Schema, or a model {\"tables\": {name: schema}, \"primaryKeys\": {...}, \"foreignKeys\": [...]}." };
    private static readonly Option<string> To = new("--to") { Required = true, Description = "One of " + string.Join(", ", Dialect.Names) + "." };

    public static Command Create() => new Command("map", "Writes a schema in the language of a store.").With(Schema, To).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        string dialect = invocation.Value(To)!;
        if (!Dialect.Names.Contains(dialect, StringComparer.OrdinalIgnoreCase)) throw CommandException.Usage($"--to {dialect}: no such dialect. Use one of {string.Join(", ", Dialect.Names)}.");
        JsonObject schema = await InputFile.ObjectAsync(invocation.Value(Schema), invocation.Terminal, cancellation);
        await invocation.Results.TextAsync(Dialect.Write(TableModel.Of(schema), dialect), cancellation);
        return ExitCode.Done;
    }
}
