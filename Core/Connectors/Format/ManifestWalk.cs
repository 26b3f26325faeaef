namespace Supertrack.Core.Connectors.Format;

/// <summary>A component found in a manifest: where, of what type, and its shape; shape null for an unknown type.</summary>
internal readonly record struct FoundComponent(string Path, ManifestNode Node, string? Type, ComponentShape? Shape);

/// <summary>Visits the components that a reader would use, by the shapes of the catalog; definitions that nothing refers to are not used.</summary>
internal static class ManifestWalk
{
    private static readonly HashSet<string> NotRead = ["definitions", "schemas", "metadata", "connection_specification", "advanced_auth", "stream_groups"];

    public static IEnumerable<FoundComponent> Components(ManifestNode root) => Visit(root, "DeclarativeSource", "");

    /// <summary>Types that manifests write in a shorter form.</summary>
    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["Bearer"] = "SessionTokenRequestBearerAuthenticator",
        ["ApiKey"] = "SessionTokenRequestApiKeyAuthenticator",
    };

    public static IEnumerable<FoundComponent> Visit(ManifestNode node, string type, string path)
    {
        type = ShortNames.GetValueOrDefault(type, type);
        if (!ComponentCatalog.Components.TryGetValue(type, out var shape))
        {
            yield return new FoundComponent(path, node, type, null);
            yield break;
        }
        yield return new FoundComponent(path, node, type, shape);
        foreach (var field in shape.Fields.Values)
        {
            if (NotRead.Contains(field.Name) || node[field.Name] is not { } value) continue;
            foreach (var found in Inside(value, field.Kind, path.Length == 0 ? field.Name : $"{path}.{field.Name}")) yield return found;
        }
        foreach (var found in Untyped(node, type, path)) yield return found;
    }

    /// <summary>Maps of the format that hold components without being components themselves.</summary>
    private static IEnumerable<FoundComponent> Untyped(ManifestNode node, string type, string path)
    {
        if (type != "Spec" || node["config_normalization_rules"] is not { Kind: NodeKind.Map } rules) yield break;
        foreach (var (field, value) in rules.Fields)
            if (value.Kind == NodeKind.List)
                for (var i = 0; i < value.Items.Count; i++)
                    if (value.Items[i].TypeName is { } inner)
                        foreach (var found in Visit(value.Items[i], inner, $"{path}.config_normalization_rules.{field}[{i}]")) yield return found;
    }

    private static IEnumerable<FoundComponent> Inside(ManifestNode value, FieldKind kind, string path)
    {
        switch (value.Kind)
        {
            case NodeKind.Map when kind.ComponentTypes.ToList() is { Count: > 0 } types:
                if (value.TypeName is { } named) return Visit(value, named, path);
                return types.Count == 1 ? Visit(value, types[0], path) : [new FoundComponent(path, value, null, null)];
            case NodeKind.Map when Option<FieldKind.Map>(kind) is { } map:
                return value.Fields.SelectMany(field => Inside(field.Value, map.Item, $"{path}.{field.Key}"));
            case NodeKind.List when Option<FieldKind.List>(kind) is { } list:
                return value.Items.SelectMany((item, index) => Inside(item, list.Item, $"{path}[{index}]"));
            default:
                return [];
        }
    }

    private static T? Option<T>(FieldKind kind) where T : FieldKind => kind switch
    {
        T option => option,
        FieldKind.Alternatives alternatives => alternatives.Options.OfType<T>().FirstOrDefault(),
        _ => null,
    };
}
