using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Format;

internal enum NodeKind
{
    Null,
    Boolean,
    Integer,
    Number,
    Text,
    List,
    Map,
}

/// <summary>One value of a manifest with the line it stands on. Immutable; maps keep the order of the text.</summary>
internal sealed class ManifestNode
{
    private static readonly OrderedDictionary<string, ManifestNode> NoFields = [];

    private ManifestNode(NodeKind kind, int line) => (Kind, Line) = (kind, line);

    public NodeKind Kind { get; }

    public int Line { get; }

    public string Text { get; private init; } = "";

    public bool Boolean { get; private init; }

    public long Integer { get; private init; }

    public double Number { get; private init; }

    public IReadOnlyList<ManifestNode> Items { get; private init; } = [];

    public OrderedDictionary<string, ManifestNode> Fields { get; private init; } = NoFields;

    public bool IsNull => Kind == NodeKind.Null;

    public ManifestNode? this[string field] => Fields.TryGetValue(field, out var node) ? node : null;

    public string? TypeName => this["type"] is { Kind: NodeKind.Text } type ? type.Text : null;

    public static ManifestNode Null(int line) => new(NodeKind.Null, line);

    public static ManifestNode Of(bool value, int line) => new(NodeKind.Boolean, line) { Boolean = value };

    public static ManifestNode Of(long value, int line) => new(NodeKind.Integer, line) { Integer = value, Number = value };

    public static ManifestNode Of(double value, int line) => new(NodeKind.Number, line) { Number = value };

    public static ManifestNode Of(string value, int line) => new(NodeKind.Text, line) { Text = value };

    public static ManifestNode Of(IReadOnlyList<ManifestNode> items, int line) => new(NodeKind.List, line) { Items = items };

    public static ManifestNode Of(OrderedDictionary<string, ManifestNode> fields, int line) => new(NodeKind.Map, line) { Fields = fields };

    /// <summary>What Python would take for true: used where the format falls back from an empty value to a parameter.</summary>
    public bool IsTruthy => Kind switch
    {
        NodeKind.Null => false,
        NodeKind.Boolean => Boolean,
        NodeKind.Integer => Integer != 0,
        NodeKind.Number => Number != 0,
        NodeKind.Text => Text.Length > 0,
        NodeKind.List => Items.Count > 0,
        _ => Fields.Count > 0,
    };

    public ManifestNode With(string field, ManifestNode value)
    {
        var copy = new OrderedDictionary<string, ManifestNode>(Fields) { [field] = value };
        return Of(copy, Line);
    }

    /// <summary>Scalar as text: numbers in invariant form, booleans and null as YAML writes them; empty for lists and maps.</summary>
    public string ScalarText => Kind switch
    {
        NodeKind.Text => Text,
        NodeKind.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        NodeKind.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        NodeKind.Boolean => Boolean ? "true" : "false",
        NodeKind.Null => "null",
        _ => "",
    };

    public JsonNode? ToJson() => Kind switch
    {
        NodeKind.Null => null,
        NodeKind.Boolean => JsonValue.Create(Boolean),
        NodeKind.Integer => JsonValue.Create(Integer),
        NodeKind.Number => JsonValue.Create(Number),
        NodeKind.Text => JsonValue.Create(Text),
        NodeKind.List => new JsonArray([.. Items.Select(item => item.ToJson())]),
        _ => new JsonObject(Fields.Select(field => KeyValuePair.Create(field.Key, field.Value.ToJson()))),
    };

    public static ManifestNode FromJson(JsonNode? json, int line)
    {
        switch (json)
        {
            case null:
                return Null(line);
            case JsonArray list:
                return Of([.. list.Select(item => FromJson(item, line))], line);
            case JsonObject map:
                var fields = new OrderedDictionary<string, ManifestNode>(StringComparer.Ordinal);
                foreach (var (key, value) in map) fields[key] = FromJson(value, line);
                return Of(fields, line);
            default:
                return FromScalar(json.AsValue(), line);
        }
    }

    private static ManifestNode FromScalar(JsonValue value, int line)
    {
        if (value.TryGetValue<string>(out var text)) return Of(text, line);
        if (value.TryGetValue<bool>(out var flag)) return Of(flag, line);
        if (value.TryGetValue<long>(out var integer)) return Of(integer, line);
        if (value.TryGetValue<int>(out var small)) return Of((long)small, line);
        return Of(value.GetValue<double>(), line);
    }

    /// <summary>Equality of content; lines do not count.</summary>
    public bool SameAs(ManifestNode other) => Kind == other.Kind && Kind switch
    {
        NodeKind.List => Items.Count == other.Items.Count && Items.Zip(other.Items).All(pair => pair.First.SameAs(pair.Second)),
        NodeKind.Map => Fields.Count == other.Fields.Count && Fields.All(field => other[field.Key] is { } value && field.Value.SameAs(value)),
        _ => ScalarText == other.ScalarText,
    };
}
