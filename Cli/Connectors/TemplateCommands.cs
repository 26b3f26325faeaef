using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors.Templates;

namespace Supertrack.Cli.Connectors;

/// <summary><c>connector templates</c> and <c>connector new</c>: manifests to begin with.</summary>
internal static class TemplateCommands
{
    private static readonly Option<string> Template = new("--template") { Description = "A name that 'connector templates' lists.", Required = true };
    private static readonly Option<string?> Out = new("--out") { Description = "The file to write; it must not exist. Default standard output." };

    public static IEnumerable<Command> Create() =>
    [
        new Command("templates", "List the templates for connectors, one a line.").Runs(ListAsync),
        new Command("new", "Write a manifest from a template.").With(Template, Out).Runs(NewAsync),
    ];

    private static async Task<ExitCode> ListAsync(Invocation call, CancellationToken cancellation)
    {
        foreach (string name in ConnectorTemplates.Names)
        {
            await call.Results.LineAsync(new JsonObject { ["template"] = name, ["purpose"] = ConnectorTemplates.Purpose(name) }, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> NewAsync(Invocation call, CancellationToken cancellation)
    {
        string text = ConnectorTemplates.Find(call.Value(Template)!)
            ?? throw CommandException.Usage($"There is no template {call.Value(Template)}. There are: {string.Join(", ", ConnectorTemplates.Names)}.");
        if (call.Value(Out) is not { } file)
        {
            await call.Results.TextAsync(text, cancellation);
            return ExitCode.Done;
        }

        if (File.Exists(file))
        {
            throw CommandException.Usage($"{file} exists. Name another file with --out.");
        }

        await using Stream written = OutputFile.Create(file);
        await written.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellation);
        return ExitCode.Done;
    }
}
