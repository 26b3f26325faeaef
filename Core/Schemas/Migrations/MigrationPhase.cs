namespace Supertrack.Core.Schemas.Migrations;

/// <summary>The four phases of a change, in order. Until <see cref="Contract"/> everything can be taken back and readers of the old shape are served.</summary>
public enum MigrationPhase
{
    /// <summary>New columns beside the old ones; nobody notices.</summary>
    Expand,

    /// <summary>New columns get what the old ones hold, some rows at a time.</summary>
    Backfill,

    /// <summary>In one transaction: what changed meanwhile is carried over, and the views of both shapes are set.</summary>
    Switch,

    /// <summary>The old shape's view goes; old columns are set aside under another name, with their values.</summary>
    Contract,
}
