using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Schemas;

namespace Supertrack.Core.Connectors.Compiling;

internal sealed class SchemaCompiler(SourceSession session, PageCompiler pages)
{
    public ISchemaLoader Compile(Component stream)
    {
        if (stream.Field("schema_loader") is { Kind: NodeKind.List })
            return new CombinedSchema([.. stream.Children("schema_loader").Select(Loader)]);
        return stream.Child("schema_loader") is { } loader ? Loader(loader) : new FixedSchema(BesideManifest($"schemas/{stream.Text("name")}.json") ?? []);
    }

    private ISchemaLoader Loader(Component loader) => loader.Type switch
    {
        "InlineSchemaLoader" => new FixedSchema(loader.Field("schema")?.ToJson() as JsonObject ?? []),
        "JsonFileSchemaLoader" => File(loader),
        "DynamicSchemaLoader" => Dynamic(loader),
        _ => throw loader.Unsupported(),
    };

    private FixedSchema File(Component loader)
    {
        var path = loader.TemplateOr("file_path", "./schemas/{{ parameters['name'] }}.json").Evaluate(new Scope(session)).ToString();
        return new FixedSchema(BesideManifest(path) ?? []);
    }

    private JsonObject? BesideManifest(string path)
    {
        if (session.Options.ReadFile?.Invoke(path) is not { } text) return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException exception)
        {
            throw new ConnectorException(FailureKind.System, $"The schema file {path} is no valid JSON ({exception.Message.ReplaceLineEndings(" ")}). Correct it.", exception);
        }
    }

    private DynamicSchema Dynamic(Component loader)
    {
        var scope = new Scope(session);
        var identifier = loader.NeedChild("schema_type_identifier");
        IReadOnlyList<string> Pointer(string field) => [.. identifier.Templates(field).Select(step => step.Evaluate(scope).ToString())];
        if (loader.Child("schema_filter") is { Type: not "RecordFilter" } custom) throw custom.Unsupported();
        return new DynamicSchema
        {
            Session = session,
            Pages = pages.Auxiliary(loader.NeedChild("retriever"), "dynamic_properties"),
            Schema = Pointer("schema_pointer"),
            Key = Pointer("key_pointer"),
            Type = identifier.Has("type_pointer") ? Pointer("type_pointer") : null,
            Types = [.. identifier.Children("types_mapping").Select(map => new TypeMapping(map.Field("current_type")!, map.Field("target_type")!, map.Condition("condition")))],
            Filter = loader.Child("schema_filter")?.Condition("condition"),
            Transformations = TransformationCompiler.Compile(session, loader.Children("schema_transformations")),
        };
    }
}
