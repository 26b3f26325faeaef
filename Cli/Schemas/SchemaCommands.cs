using System.CommandLine;

namespace Supertrack.Cli.Schemas;

/// <summary><c>supertrack schema</c>: what data looks like, what changed, and how it is stored.</summary>
internal static class SchemaCommands
{
    public static Command Create()
    {
        var group = new Command("schema", "What data looks like, what changed, how the new maps to the old, its keys, and its form in other stores.");
        group.Subcommands.Add(InferCommand.Create());
        group.Subcommands.Add(DiffCommand.Create());
        group.Subcommands.Add(MatchCommand.Create());
        group.Subcommands.Add(KeysCommand.Create());
        group.Subcommands.Add(MapCommand.Create());
        group.Subcommands.Add(LintCommand.Create());
        group.Subcommands.Add(PlanCommand.Create());
        foreach (Command remote in Remote.SchemaRemoteCommands.All()) group.Subcommands.Add(remote);
        return group;
    }
}
