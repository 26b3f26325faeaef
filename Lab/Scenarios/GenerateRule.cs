using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

/// <summary>Records made up from a JSON Schema: record n depends on schema, seed and n alone.</summary>
public sealed record GenerateRule(JsonObject Schema, int Count, long Seed);
