using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>Turns what was counted into a JSON Schema (2020-12): the decisions are taken here, from the whole of the evidence.</summary>
internal sealed class SchemaWriter
{
    private const long MinSamplesOfComplete = 4;
    private const double MaxNewShare = 0.05;
    private readonly Shape _root;
    private readonly RequiredOdds _odds;
    private readonly NameKnowledge _names;
    private readonly Emptiness _emptiness;
    private bool _borrowing;

    private readonly Dictionary<ObjectShape, Shape?> _maps = new(ReferenceEqualityComparer.Instance);

    public SchemaWriter(Shape root)
    {
        _root = root;
        _emptiness = new Emptiness(root);
        var found = new List<(string Path, ObjectShape Shape)>();
        Collect(root, "", "$", counted: false, found);
        // By path and not as first seen, so that the schema does not depend on the order of samples.
        var objects = found.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => f.Shape).ToList();
        _odds = new RequiredOdds(objects, new ObjectTwins(objects, minProperties: 1));
        _names = new NameKnowledge(objects, new ObjectTwins(objects, minProperties: 5));
    }

    public JsonObject Write()
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" };
        if (_root.Total > 0) Describe(_root, "", schema, 0, nullable: false);
        return schema;
    }

    private void Collect(Shape shape, string name, string path, bool counted, List<(string Path, ObjectShape Shape)> objects)
    {
        if (shape.List is { } list) Collect(list.Items, "", path + "[]", counted, objects);
        if (shape.Members is not { } members) return;
        if (counted) members.CountObjects();
        var values = MapDetection.ValuesOf(members, name, InferenceOptions.Default);
        _maps[members] = values;
        if (values is not null)
        {
            Collect(values, "", path + ".*", counted || members.Values is not null, objects);
            return;
        }
        objects.Add((path, members));
        foreach (var property in members.Properties) Collect(property.Shape, property.Text, path + "." + property.Text, counted, objects);
    }

    private JsonObject Describe(Shape shape, string name, JsonObject schema, int depth, bool nullable)
    {
        var kinds = shape.Kinds | (nullable ? JsonKinds.Null : 0);
        if (kinds == 0) return schema;
        SchemaTypes.Set(schema, kinds);
        if ((kinds & JsonKinds.String) != 0) DescribeText(shape, name, schema, depth);
        if (shape.Number is { } number && _emptiness.IsNeverNegative(shape, number)) schema["minimum"] = 0;
        if (shape.List is { } list) DescribeList(shape, list, schema, depth);
        if (shape.Members is { } members) DescribeObject(members, schema, depth);
        return schema;
    }

    private void DescribeText(Shape shape, string name, JsonObject schema, int depth)
    {
        if (SchemaTypes.FormatName(shape.Text!, shape.Strings, name) is { } format) schema["format"] = format;
        else if (_emptiness.IsNeverEmpty(shape, shape.Text!)) schema["minLength"] = 1;
        if ((shape.Kinds & ~(JsonKinds.String | JsonKinds.Null)) != 0) return;
        var rootTag = depth == 1 && new Property(System.Text.Encoding.UTF8.GetBytes(name), 0).CanBeTag;
        if (EnumDetection.ValuesOf(shape, name, rootTag) is not { } values) return;
        var items = new JsonArray([.. values.Select(v => (JsonNode?)JsonValue.Create(v))]);
        if (shape.Nulls > 0) items.Add((JsonNode?)null);
        schema["enum"] = items;
    }

    private void DescribeList(Shape shape, ArrayShape list, JsonObject schema, int depth)
    {
        if (list.Items.Total == 0) return;
        if (TupleDetection.PositionsOf(shape, list) is { } positions)
        {
            schema["prefixItems"] = new JsonArray([.. positions.Select(k => (JsonNode?)SchemaTypes.Of(k))]);
            schema["minItems"] = positions.Count;
            schema["maxItems"] = positions.Count;
        }
        else if (_emptiness.IsNeverEmpty(shape, list))
        {
            schema["minItems"] = 1;
        }
        schema["items"] = Describe(list.Items, "", [], depth + 1, nullable: false);
    }

    private void DescribeObject(ObjectShape members, JsonObject schema, int depth)
    {
        if (_maps.TryGetValue(members, out var values) && values is not null)
        {
            schema["additionalProperties"] = values.Total == 0
                ? new JsonObject { ["$comment"] = "no member was ever seen" }
                : Describe(values, "", [], depth + 1, nullable: false);
            return;
        }
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in members.Properties) properties[property.Text] = DescribeProperty(members, property, depth);
        foreach (var property in _odds.RequiredOf(members, top: depth == 0)) required.Add((JsonNode?)property.Text);
        schema["properties"] = properties;
        if (required.Count > 0) schema["required"] = required;
        if (IsComplete(members)) schema["additionalProperties"] = false;
        UnionDetection.Describe(members, schema);
    }

    private JsonObject DescribeProperty(ObjectShape owner, Property property, int depth)
    {
        if ((property.Shape.Kinds & ~JsonKinds.Null) != 0)
            return Describe(property.Shape, property.Text, [], depth + 1, _names.NullElsewhere(owner, property));
        if (property.Shape.Total == 0) return [];
        if (!_borrowing && _names.ValueElsewhere(owner, property) is { } elsewhere) return Borrow(elsewhere, property.Text, depth);
        var (kind, format) = _names.Guess(property.Text);
        var schema = SchemaTypes.Of(kind | JsonKinds.Null);
        if (SchemaTypes.Name(format) is { } known) schema["format"] = known;
        schema["$comment"] = "only null was seen";
        return schema;
    }

    /// <summary>Describes by what the name holds elsewhere; within that nothing is borrowed again, for a borrowed shape may hold itself.</summary>
    private JsonObject Borrow(Shape elsewhere, string name, int depth)
    {
        _borrowing = true;
        try
        {
            return Describe(elsewhere, name, [], depth + 1, nullable: true);
        }
        finally
        {
            _borrowing = false;
        }
    }

    /// <summary>
    /// Whether an unknown property would be a surprise: the chance of one in the next sample, estimated by the share of samples that
    /// brought a property no other has (Good-Turing), is small.
    /// </summary>
    private static bool IsComplete(ObjectShape members)
    {
        if (members.Samples < MinSamplesOfComplete || members.Properties.Count == 0) return false;
        var once = members.Properties.Count(p => p.Samples == 1);
        return once <= MaxNewShare * members.Samples;
    }
}
