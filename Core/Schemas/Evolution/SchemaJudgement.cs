using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Schemas.Evolution;

/// <summary>Who relies on a field that changed.</summary>
/// <param name="Reader">E.g. `pipelines/orders`, `graph`, `questions/17`.</param>
public sealed record SchemaImpact(string Reader, string Field, ChangeKind Kind, bool Breaking);

/// <summary>What was decided about an observation.</summary>
/// <param name="Applied">The schema that becomes the next version at once; null where nothing is applied.</param>
/// <param name="AppliedChanges">What it changes.</param>
/// <param name="Pending">The schema that waits for a person; null where nothing waits.</param>
/// <param name="PendingChanges">What it would change beyond <paramref name="Applied"/>.</param>
public sealed record SchemaJudgement(JsonObject? Applied, SchemaDifference AppliedChanges, JsonObject? Pending, SchemaDifference PendingChanges)
{
    public bool IsDrift => Applied is not null || Pending is not null;

    public static SchemaJudgement Nothing { get; } = new(null, new SchemaDifference([]), null, new SchemaDifference([]));
}
