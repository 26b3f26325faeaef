using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Connectors.Transformations;

/// <summary>One field and where its value comes from.</summary>
/// <param name="To">Dotted path; <c>[]</c> passes through lists.</param>
/// <param name="From">One path, or several whose values are joined; empty where the value is lost.</param>
internal sealed record FieldMapping(string To, IReadOnlyList<string> From, Chain Transform);

/// <summary>
/// Gives readers the fields they know from the fields an API has now. An extension of the format: repairs are written with it.
/// All values are read before any is written, so two fields can change places.
/// </summary>
internal sealed class MapFields(IReadOnlyList<FieldMapping> mappings) : ITransformation
{
    public void Apply(DictValue record, Scope scope)
    {
        if (record.ToJsonNode() is not JsonObject row) return;
        var values = mappings.Select(mapping => Read(row, mapping)?.DeepClone()).ToList();
        // What no longer comes is missing, not null: a null would be taken for news and put over what is stored.
        var came = mappings.Select((mapping, index) => values[index] is not null || mapping.From.Any(path => PathValues.Has(row, path))).ToList();
        for (var index = 0; index < mappings.Count; index++)
        {
            if (mappings[index].From.Count == 0 || !came[index]) PathValues.Remove(row, mappings[index].To);
            else PathValues.Set(row, mappings[index].To, values[index]);
        }
        record.Entries.Clear();
        foreach (var (name, value) in row) record[name] = Value.From(value);
    }

    /// <exception cref="FormatException">A mapping lacks its target or holds an unknown transform.</exception>
    public static FieldMapping Parse(JsonNode? mapping)
    {
        var to = mapping?["to"]?.ToString() ?? throw new FormatException("a mapping needs to");
        IReadOnlyList<string> from = mapping["from"] switch
        {
            null => [],
            JsonArray several => [.. several.Select(path => path?.ToString() ?? "")],
            var one => [one.ToString()],
        };
        return new FieldMapping(to, from, TransformJson.Parse(mapping["transform"]));
    }

    private static JsonNode? Read(JsonObject row, FieldMapping mapping)
    {
        if (mapping.From.Count == 0) return null;
        if (mapping.From.Count == 1) return mapping.Transform.Apply(PathValues.Get(row, mapping.From[0]));
        var parts = mapping.From.Select(path => PathValues.Get(row, path)?.DeepClone()).ToArray();
        return parts.All(part => part is null) ? null : mapping.Transform.Apply(new JsonArray(parts));
    }
}
