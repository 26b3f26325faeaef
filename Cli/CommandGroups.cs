using System.CommandLine;

namespace Supertrack.Cli;

/// <summary>The groups of commands, in the order in which help lists them. A new group is one file and one line here.</summary>
internal static class CommandGroups
{
    public static IEnumerable<Command> All()
    {
        yield return Connectors.ConnectorCommands.Create(new Connectors.Manifests(), Remote.ConnectorRemoteCommands.Create());
        yield return Remote.TenantCommands.Create();
        yield return Remote.RunCommands.Create();
        yield return Remote.RepairCommands.Create();
        yield return Remote.IncidentCommands.Create();
        yield return Remote.NotificationCommands.Create();
        yield return Remote.RecordsCommands.Create();
        yield return Remote.AuditCommands.Create();
        yield return Remote.DeadLetterCommands.Create();
        yield return LabServing.LabCommands.Create();
        yield return Schemas.SchemaCommands.Create();
        yield return Versions.VersionCommands.Create();
        yield return Healing.FailureCommands.Create();
        yield return Healing.HealCommand.Create();
        yield return Expressions.ExpressionCommands.Create();
    }
}
