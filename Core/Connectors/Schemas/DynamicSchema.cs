using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Transformations;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Schemas;

/// <summary>A type of the API and the type it stands for.</summary>
internal sealed record TypeMapping(ManifestNode Current, ManifestNode Target, Condition? Condition);

/// <summary>A schema that the API itself describes: the first record of a request lists the fields and their types.</summary>
internal sealed class DynamicSchema : ISchemaLoader
{
    private readonly OneAtATime _turns = new();
    private JsonObject? _loaded;

    public required SourceSession Session { get; init; }

    public required IPageFetcher Pages { get; init; }

    public required IReadOnlyList<string> Schema { get; init; }

    public required IReadOnlyList<string> Key { get; init; }

    public IReadOnlyList<string>? Type { get; init; }

    public IReadOnlyList<TypeMapping> Types { get; init; } = [];

    public Condition? Filter { get; init; }

    public IReadOnlyList<ITransformation> Transformations { get; init; } = [];

    public async ValueTask<JsonObject> LoadAsync(CancellationToken cancellationToken)
    {
        var loaded = await _turns.RunAsync(async stop => _loaded ??= await ReadAsync(stop), cancellationToken);
        return (JsonObject)loaded.DeepClone();
    }

    private async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        var properties = new DictValue();
        await foreach (var record in SlicePages.ReadAsync(Pages, Slice.Empty, cancellationToken))
        {
            foreach (var definition in Definitions(record))
            {
                if (TreePath.Get(definition, Key) is not StrValue key)
                    throw new ConnectorException(FailureKind.System, $"A field of the schema has no name at '{string.Join('/', Key)}'. Correct key_pointer.");
                properties[key.Text] = Tree.FromJson(TypeOf(definition));
            }
            break;
        }
        var kept = Filtered(properties);
        foreach (var transformation in Transformations) transformation.Apply(kept, new Scope(Session).Set("stream_slice", Tree.None));
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft-07/schema#",
            ["type"] = "object",
            ["additionalProperties"] = true,
            ["properties"] = Tree.ToJson(kept),
        };
    }

    private IEnumerable<Value> Definitions(DictValue record) => (Schema.Count == 0 ? record : TreePath.Get(record, Schema)) switch
    {
        ListValue list => list.Items,
        DictValue map when Schema.Count > 0 => Tree.Entries(map).Select(entry => entry.Value),
        _ => [record],
    };

    private DictValue Filtered(DictValue properties)
    {
        if (Filter is null) return properties;
        var kept = new DictValue();
        foreach (var (name, property) in Tree.Entries(properties))
            if (Filter.Holds(new Scope(Session).Set("record", Tree.Map(name, property)))) kept[name] = property;
        return kept;
    }

    private JsonNode TypeOf(Value definition)
    {
        var raw = Type is null ? new StrValue("string") : TreePath.Get(definition, Type) ?? new StrValue("string");
        var node = ManifestNode.FromJson(raw.ToJsonNode(), 0);
        foreach (var mapping in Types)
        {
            if (!mapping.Current.SameAs(node)) continue;
            if (mapping.Condition?.Holds(new Scope(Session).Set("raw_schema", definition)) ?? true) return FieldTypes.Of(mapping.Target);
        }
        return FieldTypes.Of(node);
    }
}
