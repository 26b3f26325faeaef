using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Transformations;

namespace Supertrack.Core.Connectors.Compiling;

internal static class TransformationCompiler
{
    public static IReadOnlyList<ITransformation> Compile(SourceSession session, IReadOnlyList<Component> transformations) =>
        [.. transformations.Select(transformation => Compile(session, transformation))];

    private static ITransformation Compile(SourceSession session, Component component) => component.Type switch
    {
        "AddFields" => new AddFields([.. component.Children("fields").Select(Field)], component.Condition("condition")),
        "RemoveFields" => new RemoveFields(component.Paths("field_pointers"), component.Condition("condition")),
        "KeysToLower" => new KeysToLower(),
        "KeysToSnakeCase" => new KeysToSnakeCase(),
        "KeysReplace" => new KeysReplace(component.NeedTemplate("old"), component.NeedTemplate("new")),
        "MapFields" => Mappings(component),
        "FlattenFields" => new FlattenFields(component.Flag("flatten_lists", otherwise: true)),
        "DpathFlattenFields" => Flatten(session, component),
        _ => throw component.Unsupported(),
    };

    public static AddedField Field(Component field)
    {
        var path = field.Texts("path");
        if (path.Count == 0) throw field.Problem("path", "The path of an added field is empty.", "Name the field.");
        return new AddedField(path, field.NeedTemplate("value"), TypesOf(field.Text("value_type")));
    }

    public static ResultTypes TypesOf(string? name) => name switch
    {
        "string" => ResultTypes.Text,
        "integer" => ResultTypes.Integer,
        "number" => ResultTypes.Number,
        "boolean" => ResultTypes.Boolean,
        _ => ResultTypes.Any,
    };

    /// <summary>Paths that the stream's own mappings mark as lost.</summary>
    public static IReadOnlyList<string> LostFields(IReadOnlyList<Component> transformations) =>
    [
        .. transformations.Where(transformation => transformation.Type == "MapFields")
            .SelectMany(Parsed).Where(mapping => mapping.From.Count == 0).Select(mapping => mapping.To),
    ];

    private static MapFields Mappings(Component component) => new(Parsed(component));

    private static List<FieldMapping> Parsed(Component component)
    {
        try
        {
            return [.. component.Field("mappings")!.Items.Select(mapping => MapFields.Parse(mapping.ToJson()))];
        }
        catch (FormatException problem)
        {
            throw component.Problem("mappings", $"A mapping cannot be used: {problem.Message}.", "See docs/healing.md for the form of mappings.");
        }
    }

    private static DpathFlatten Flatten(SourceSession session, Component component)
    {
        var scope = new Scope(session);
        var keys = component.Child("key_transformation");
        return new DpathFlatten(
            [.. component.Templates("field_path").Select(step => step.Evaluate(scope).ToString())],
            component.Flag("delete_origin_value"),
            component.Flag("replace_record"),
            keys?.Template("prefix")?.Evaluate(scope).ToString() ?? "",
            keys?.Template("suffix")?.Evaluate(scope).ToString() ?? "");
    }
}
