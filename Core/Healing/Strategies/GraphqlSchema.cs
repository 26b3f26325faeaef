using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>What a GraphQL API says of its own types (specification of October 2021, section 4).</summary>
/// <param name="types">The members of <c>__schema.types</c>.</param>
public sealed class GraphqlSchema(IEnumerable<JsonObject> types)
{
    private const int MaxDepth = 3;
    private const int MostFields = 60;
    private const string Question = "query { __schema { types { kind name fields { name args { name } type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }";

    private readonly Dictionary<string, JsonObject> _types = types.Where(type => type["name"] is not null).DistinctBy(type => type["name"]!.ToString()).ToDictionary(type => type["name"]!.ToString());

    /// <summary>The place of the query in the manifest of a stream; null where it asks no GraphQL.</summary>
    public static string? QueryPointer(StreamView stream)
    {
        foreach (var place in new[] { "/request_body_json/query", "/request_body_data/query", "/request_body/value/query" })
            if (stream.Text(stream.RequesterPointer + place) is not null) return stream.RequesterPointer + place;
        return null;
    }

    /// <summary>Asks the API by the stream's own address and credential; null where it does not answer.</summary>
    public static async Task<GraphqlSchema?> AskAsync(ITrialReader trials, StreamView stream, int mostRequests, CancellationToken cancellationToken)
    {
        if (QueryPointer(stream) is not { } pointer) return null;
        List<PatchOperation> operations =
        [
            PatchOperation.Set(pointer, Question),
            PatchOperation.Set(stream.FieldPathPointer, new JsonArray("data", "__schema", "types")),
            PatchOperation.Set(stream.PaginatorPointer, new JsonObject { ["type"] = "NoPagination" }),
            PatchOperation.Set(stream.TransformationsPointer, new JsonArray()),
            PatchOperation.Set(stream.Pointer + "/schema_loader", new JsonObject { ["type"] = "InlineSchemaLoader", ["schema"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = true, ["properties"] = new JsonObject() } }),
        ];
        if (ManifestPatch.At(stream.Manifest, stream.Pointer + "/incremental_sync") is not null) operations.Add(PatchOperation.Remove(stream.Pointer + "/incremental_sync"));
        var observed = await trials.ReadAsync(ManifestPatch.Apply(stream.Manifest, operations), stream.Name, new TrialLimits(1, mostRequests), cancellationToken);
        return observed.Rows.Count > 0 ? new GraphqlSchema(observed.Rows) : null;
    }

    /// <summary>The fields of a type as a selection, objects with the plain fields inside them; empty for a type without fields.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="without">Fields that are selected already.</param>
    public IReadOnlyList<string> Selection(string type, IReadOnlySet<string> without) => [.. Fields(type, 0).Where(field => !without.Contains(field.Split(' ')[0])).Take(MostFields)];

    /// <summary>The name of a field's type behind lists and non-null marks; null when the schema does not say.</summary>
    public string? TypeOf(string type, string field)
    {
        var found = (_types.GetValueOrDefault(type)?["fields"] as JsonArray)?.FirstOrDefault(each => each?["name"]?.ToString() == field);
        return found is null ? null : Named(found["type"]);
    }

    private IEnumerable<string> Fields(string type, int depth)
    {
        if (_types.GetValueOrDefault(type)?["fields"] is not JsonArray fields) yield break;
        foreach (var field in fields.OfType<JsonObject>())
        {
            var inner = Named(field["type"]);
            if (inner is null || _types.GetValueOrDefault(inner)?["fields"] is not JsonArray) yield return field["name"]!.ToString();
            else if (depth < MaxDepth && Fields(inner, depth + 1).ToList() is { Count: > 0 } below) yield return $"{field["name"]} {{ {string.Join(' ', below)} }}";
        }
    }

    private static string? Named(JsonNode? type)
    {
        while (type is not null && type["ofType"] is { } inner) type = inner;
        return type?["name"]?.ToString();
    }
}
