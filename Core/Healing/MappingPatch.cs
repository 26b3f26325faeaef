using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing;

/// <summary>Writes proved column mappings into the manifest as one transformation of the stream.</summary>
internal static class MappingPatch
{
    public const string ComponentType = "MapFields";

    public static IEnumerable<PatchOperation> Of(StreamView stream, IReadOnlyList<ColumnFate> columns)
    {
        var changed = columns.Where(column => column.Fate != Fate.Kept).ToList();
        if (changed.Count == 0) yield break;
        var mappings = new JsonArray([.. changed.Select(Mapping)]);
        var component = new JsonObject { ["type"] = ComponentType, ["mappings"] = mappings };
        if (ManifestPatch.At(stream.Manifest, stream.TransformationsPointer) is JsonArray) yield return PatchOperation.Set(stream.TransformationsPointer + "/-", component);
        else yield return PatchOperation.Set(stream.TransformationsPointer, new JsonArray(component));
    }

    private static JsonNode Mapping(ColumnFate column)
    {
        var mapping = new JsonObject { ["to"] = column.Path };
        if (column.Fate == Fate.Lost)
        {
            mapping["lost"] = true;
            return mapping;
        }
        mapping["from"] = column.Sources.Count == 1 ? column.Sources[0] : new JsonArray([.. column.Sources.Select(source => (JsonNode)source)]);
        if (column.Transform.Steps.Count > 0) mapping["transform"] = new JsonArray([.. column.Transform.Steps.Select(step => (JsonNode)step.ToJson())]);
        return mapping;
    }
}
