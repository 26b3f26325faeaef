using System.CommandLine;

namespace Supertrack.Cli.Frame;

internal enum OutputForm
{
    Json,
    Table,
}

/// <summary>Options that every command has.</summary>
internal static class CommonOptions
{
    public static readonly Option<OutputForm> Output = new("--output")
    {
        Description = "json for programs, table for people.",
        Recursive = true,
        DefaultValueFactory = _ => OutputForm.Json,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show stack traces and more notes.",
        Recursive = true,
    };
}
