using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Schemas;

/// <summary>Gives the JSON Schema of a stream's records.</summary>
internal interface ISchemaLoader
{
    ValueTask<JsonObject> LoadAsync(CancellationToken cancellationToken);
}

/// <summary>A schema that is written in the manifest or lies beside it.</summary>
internal sealed class FixedSchema(JsonObject schema) : ISchemaLoader
{
    public ValueTask<JsonObject> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult((JsonObject)schema.DeepClone());
}

/// <summary>The properties of several schemas together; the first that names a property defines it.</summary>
internal sealed class CombinedSchema(IReadOnlyList<ISchemaLoader> loaders) : ISchemaLoader
{
    public async ValueTask<JsonObject> LoadAsync(CancellationToken cancellationToken)
    {
        var properties = new JsonObject();
        foreach (var loader in loaders)
        {
            var schema = await loader.LoadAsync(cancellationToken);
            foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
                if (!properties.ContainsKey(name)) properties[name] = property?.DeepClone();
        }
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["type"] = new JsonArray("null", "object"),
            ["properties"] = properties,
        };
    }
}
