using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>A made-up scenario and what must come of it, known from how it was made.</summary>
public sealed record FuzzedScenario
{
    public required string Name { get; init; }

    /// <summary>The scenario in the form of the contracts, <c>expect</c> included.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>A repair (or patience) leads to the rows.</summary>
    public required bool Healable { get; init; }

    /// <summary>Escalating is right as well.</summary>
    public required bool Thin { get; init; }

    /// <summary>Right names of the first failure; empty where nothing fails.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Every entity in version 0's shape; those behind <see cref="Known"/> came with version 1.</summary>
    public required IReadOnlyList<JsonObject> Truth { get; init; }

    /// <summary>Entities that version 0 served.</summary>
    public required int Known { get; init; }

    /// <summary>Columns whose values are nowhere in version 1.</summary>
    public required IReadOnlySet<string> Lost { get; init; }

    public required IReadOnlyList<string> Kinds { get; init; }
}
