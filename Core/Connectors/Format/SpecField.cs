using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Format;

/// <summary>The field <c>spec</c> as declarative manifests write it, and the rule that stream names differ.</summary>
internal static class SpecField
{
    public static JsonObject Read(FieldReader root)
    {
        if (root.Child("spec") is not { } spec) return [];
        spec.Text("type");
        var schema = spec.Object("connection_specification");
        spec.RefuseOthers();
        return schema;
    }

    /// <summary>The first name that comes twice; null when all differ.</summary>
    public static string? Twice(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
}
