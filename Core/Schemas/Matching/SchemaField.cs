namespace Supertrack.Core.Schemas.Matching;

/// <summary>One field of a schema, laid flat.</summary>
/// <param name="Index">Its place in the list of all fields.</param>
/// <param name="Parent">The place of the field that holds it; -1 at the top.</param>
/// <param name="Name">Its own name; `[]` for items, `*` for values of a map.</param>
/// <param name="Types">JSON Schema types without `null`; empty where unknown.</param>
/// <param name="Enum">Allowed values as text; null where free.</param>
public sealed record SchemaField(
    int Index, int Parent, string Path, string Name, IReadOnlyList<string> Types, bool Nullable, bool Required, string? Format,
    IReadOnlySet<string>? Enum, string Description, System.Text.Json.Nodes.JsonObject Node)
{
    public bool IsContainer => Types.Contains("object") || Types.Contains("array");

    public bool IsItems => Name == "[]";
}
