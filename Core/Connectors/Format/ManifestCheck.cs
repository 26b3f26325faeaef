namespace Supertrack.Core.Connectors.Format;

/// <summary>Checks that required fields are there and that values have a form the format allows. The first problem found is thrown.</summary>
internal static class ManifestCheck
{
    public static void Check(ManifestNode root, string file)
    {
        if (root["streams"] is null && root["dynamic_streams"] is null)
            throw new ManifestException(file, root.Line, "", "There are neither streams nor dynamic_streams.", "Add at least one stream.");
        foreach (var found in ManifestWalk.Components(root)) CheckComponent(found, file);
    }

    private static void CheckComponent(FoundComponent found, string file)
    {
        if (found.Shape is not { } shape) return;
        foreach (var field in shape.Fields.Values)
        {
            var path = found.Path.Length == 0 ? field.Name : $"{found.Path}.{field.Name}";
            var value = found.Node[field.Name];
            if (value is null or { IsNull: true })
            {
                if (field.Required && value is null)
                    throw new ManifestException(file, found.Node.Line, path, $"{shape.Type} needs {field.Name}.", $"Add {field.Name}: {Describe(field.Kind)}.");
                continue;
            }
            if (!Fits(value, field.Kind))
                throw new ManifestException(file, value.Line, path, $"{Shown(value)} is no {Describe(field.Kind)}.", $"Give {field.Name} such a value.");
        }
    }

    private static bool Fits(ManifestNode value, FieldKind kind) => kind switch
    {
        FieldKind.Any => true,
        FieldKind.Alternatives alternatives => alternatives.Options.Any(option => Fits(value, option)),
        FieldKind.Component => value.Kind == NodeKind.Map,
        FieldKind.Map => value.Kind == NodeKind.Map,
        FieldKind.List list => value.Kind == NodeKind.List && value.Items.All(item => Fits(item, list.Item)),
        FieldKind.Choice choice => choice.Values.Contains(value.ScalarText),
        // Numbers and booleans where text is wanted (and numeric text where a number is) are read as such.
        FieldKind.Scalar { Name: "text" } => value.Kind is not (NodeKind.Map or NodeKind.List),
        FieldKind.Scalar { Name: "int" } => value.Kind == NodeKind.Integer || long.TryParse(value.ScalarText, out _),
        FieldKind.Scalar { Name: "number" } => value.Kind is NodeKind.Integer or NodeKind.Number || double.TryParse(value.ScalarText, out _),
        FieldKind.Scalar { Name: "bool" } => value.Kind == NodeKind.Boolean || value.Kind == NodeKind.Text,
        FieldKind.Scalar { Name: "null" } => value.IsNull,
        _ => true,
    };

    private static string Shown(ManifestNode value) => value.Kind switch
    {
        NodeKind.Map => value.TypeName is { } type ? $"A {type}" : "A mapping",
        NodeKind.List => "A list",
        _ => $"'{value.ScalarText}'",
    };

    private static string Describe(FieldKind kind) => kind switch
    {
        FieldKind.Scalar scalar => scalar.Name,
        FieldKind.List list => $"list of {Describe(list.Item)}",
        FieldKind.Map => "mapping",
        FieldKind.Choice choice => $"one of {string.Join(", ", choice.Values)}",
        FieldKind.Component component => component.Type,
        FieldKind.Alternatives alternatives => string.Join(" or ", alternatives.Options.Select(Describe)),
        _ => "value",
    };
}
