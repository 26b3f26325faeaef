using System.CommandLine;

namespace Supertrack.Cli.LabServing;

/// <summary><c>supertrack lab</c>: vendor APIs that change on cue.</summary>
internal static class LabCommands
{
    public static Command Create() => new("lab", "Vendor APIs that change on cue.");
}
