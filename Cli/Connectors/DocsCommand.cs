using System.CommandLine;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Documentation;

namespace Supertrack.Cli.Connectors;

/// <summary><c>connector docs</c>: the documentation of a connector as Markdown.</summary>
internal static class DocsCommand
{
    private static readonly Option<string?> Out = new("--out") { Description = "The file to write. Default standard output." };

    public static Command Create() => new Command("docs", "Write the documentation of a connector as Markdown.").With(ReadOptions.Manifest, Out).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancellation)
    {
        string file = call.Value(ReadOptions.Manifest);
        ConnectorManifest manifest = ConnectorManifest.Parse(await InputFile.TextAsync(file, call.Terminal, cancellation), file);
        string page = ConnectorPage.Write(manifest, Path.GetFileNameWithoutExtension(file));
        if (call.Value(Out) is not { } target)
        {
            await call.Results.TextAsync(page, cancellation);
            return ExitCode.Done;
        }

        await using Stream written = OutputFile.Create(target);
        await written.WriteAsync(System.Text.Encoding.UTF8.GetBytes(page), cancellation);
        return ExitCode.Done;
    }
}
