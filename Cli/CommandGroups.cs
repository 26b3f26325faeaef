using System.CommandLine;

namespace Supertrack.Cli;

/// <summary>The groups of commands, in the order in which help lists them. A new group is one file and one line here.</summary>
internal static class CommandGroups
{
    public static IEnumerable<Command> All()
    {
        yield return LabServing.LabCommands.Create();
        yield return Schemas.SchemaCommands.Create();
    }
}
