using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;

namespace Supertrack.Core.Connectors.Trees;

/// <summary>JSON-like trees of <see cref="Value"/>: making, copying and walking them.</summary>
internal static class Tree
{
    public static Value None => NoneValue.Instance;

    public static Value Text(string text) => new StrValue(text);

    public static DictValue Map(params ReadOnlySpan<KeyValuePair<string, Value>> entries)
    {
        var map = new DictValue();
        foreach (var (key, value) in entries) map[key] = value;
        return map;
    }

    public static DictValue Map(string key, Value value)
    {
        var map = new DictValue();
        map[key] = value;
        return map;
    }

    /// <summary>The mapping behind a dict or a stream slice; null for anything else.</summary>
    public static DictValue? AsMap(Value? value) => value switch
    {
        DictValue map => map,
        StreamSliceValue slice => slice.All,
        _ => null,
    };

    public static bool Contains(DictValue map, string key) => map[key] is not null;

    public static IEnumerable<KeyValuePair<string, Value>> Entries(DictValue map) =>
        map.Pairs.Select(pair => KeyValuePair.Create(pair.Key.ToString(), pair.Value));

    public static void Remove(DictValue map, string key) => map.Entries.Remove(new StrValue(key));

    public static Value FromNode(ManifestNode node) => node.Kind switch
    {
        NodeKind.Null => None,
        NodeKind.Boolean => BoolValue.Of(node.Boolean),
        NodeKind.Integer => IntValue.Of(node.Integer),
        NodeKind.Number => new FloatValue(node.Number),
        NodeKind.Text => new StrValue(node.Text),
        NodeKind.List => new ListValue(node.Items.Select(FromNode).ToList()),
        _ => new DictValue(node.Fields.Select(field => KeyValuePair.Create(field.Key, FromNode(field.Value)))),
    };

    public static Value FromJson(JsonNode? json) => FromNode(ManifestNode.FromJson(json, 0));

    public static JsonNode? ToJson(Value value) => JsonText.ToNode(value);

    /// <summary>A copy that shares nothing with the original, nor with the bytes it was read from.</summary>
    public static Value Copy(Value value) => value switch
    {
        DictValue map => new DictValue(Entries(map).Select(entry => KeyValuePair.Create(entry.Key, Copy(entry.Value)))),
        ListValue list => new ListValue(list.Items.Select(Copy).ToList()),
        _ => value,
    };

    public static DictValue CopyMap(DictValue map) => (DictValue)Copy(map);

    /// <summary>Python's equality.</summary>
    public static bool Same(Value left, Value right) => left.EqualTo(right, new Budget(ExpressionLimits.Default));

    /// <summary>An integer, also one written as text; null for anything else.</summary>
    public static long? AsInteger(Value? value) => value switch
    {
        IntValue { IsSmall: true } number => number.Small,
        _ => null,
    };
}
