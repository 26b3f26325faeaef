using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Finds the values of a configuration that its specification marks with airbyte_secret.</summary>
internal static class SpecSecrets
{
    private const int MaxDepth = 32;

    public static void Collect(ManifestNode? schema, Value? value, SecretMask mask, int depth = 0)
    {
        if (schema is not { Kind: NodeKind.Map } || value is null || depth > MaxDepth) return;
        if (schema["airbyte_secret"] is { Kind: NodeKind.Boolean, Boolean: true }) Add(value, mask);
        if (value is DictValue map)
            foreach (var (name, property) in schema["properties"]?.Fields ?? [])
                Collect(property, map[name], mask, depth + 1);
        if (value is ListValue list)
            foreach (var item in list.Items) Collect(schema["items"], item, mask, depth + 1);
        foreach (var keyword in (ReadOnlySpan<string>)["oneOf", "anyOf", "allOf"])
            foreach (var option in schema[keyword]?.Items ?? []) Collect(option, value, mask, depth + 1);
    }

    private static void Add(Value value, SecretMask mask)
    {
        if (value is SequenceValue list)
            foreach (var item in list.Items) mask.Add(item.ToString());
        else if (value is not (NoneValue or DictValue or BoolValue)) mask.Add(value.ToString());
    }
}
