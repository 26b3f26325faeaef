namespace Supertrack.Core.Schemas.Evolution;

/// <summary>What happens by itself when data changes its shape.</summary>
public enum SchemaPolicy
{
    /// <summary>Every change becomes a new version and is carried out. The default.</summary>
    PropagateAll,

    /// <summary>New fields become columns; anything else waits for a person.</summary>
    FieldsOnly,

    /// <summary>Everything waits for a person. What has no column meanwhile is kept beside the row.</summary>
    Ask,

    /// <summary>Nothing changes; what does not fit goes to quarantine, and a person can only take it up by changing the policy.</summary>
    Freeze,
}
