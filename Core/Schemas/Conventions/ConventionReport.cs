using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Conventions;

/// <summary>One thing that does not fit.</summary>
/// <param name="Rule">`name_style`, `name_collision`, `name_length`, `type_conflict` or `name_and_type`.</param>
/// <param name="Suggestion">What would fit; null where there is no one answer.</param>
public sealed record ConventionFinding(string Rule, string Path, string Message, string? Suggestion);

/// <summary>The style that most names have, and what leaves it or contradicts itself; in the order of paths.</summary>
public sealed record ConventionReport(NameStyle Style, IReadOnlyList<ConventionFinding> Findings)
{
    public JsonObject ToJson() => new()
    {
        ["style"] = Style.ToString().ToLowerInvariant(),
        ["findings"] = new JsonArray([.. Findings.Select(f => (JsonNode?)new JsonObject { ["rule"] = f.Rule, ["path"] = f.Path, ["message"] = f.Message, ["suggestion"] = f.Suggestion })]),
    };
}
