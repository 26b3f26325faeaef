using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Dialects;

/// <summary>What a column holds, free of any store's names for it.</summary>
public enum ColumnType
{
    Text,
    Integer,
    Number,
    Boolean,
    Timestamp,
    Date,
    Time,
    Uuid,
    Json,
}

/// <param name="Path">Where its values are in a record, dotted.</param>
public sealed record ModelColumn(string Name, string Path, ColumnType Type, bool Nullable, int? MaxLength = null);

/// <param name="Columns">Here.</param>
/// <param name="RefTable">There.</param>
public sealed record ModelReference(IReadOnlyList<string> Columns, string RefTable, IReadOnlyList<string> RefColumns);

public sealed record ModelTable(string Name, IReadOnlyList<ModelColumn> Columns, IReadOnlyList<string> PrimaryKey, IReadOnlyList<ModelReference> References);

/// <summary>
/// The tables of a schema. A JSON Schema is one table: members of nested objects become columns (`address_city`), lists and maps become JSON columns.
/// A model of several is `{"tables": {"name": schema, ...}, "foreignKeys": [...]}`; `primaryKeys` and `foreignKeys` have the form of `schema keys`.
/// The key of a single schema is `x-primary-key`, else its `id`.
/// </summary>
public sealed record TableModel(IReadOnlyList<ModelTable> Tables)
{
    private const int MaxDepth = 3;

    public static TableModel Of(JsonObject model)
    {
        if ((model["tables"] ?? model["schemas"]) is not JsonObject tables) return new TableModel([Table(NameOf(model), model, null, [])]);
        var keys = model["primaryKeys"] as JsonObject;
        var references = (model["foreignKeys"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        return new TableModel([.. tables.Where(t => t.Value is JsonObject).Select(t => Table(
            t.Key, t.Value!.AsObject(), keys?[t.Key] as JsonArray,
            [.. references.Where(r => (string?)r["table"] == t.Key).Select(r => new ModelReference(Names(r["columns"]), (string?)r["refTable"] ?? "", Names(r["refColumns"])))]))]);
    }

    private static ModelTable Table(string name, JsonObject schema, JsonArray? key, IReadOnlyList<ModelReference> references)
    {
        var root = SchemaResolution.Flatten(schema, schema);
        if (root["items"] is JsonObject items) root = SchemaResolution.Flatten(items, schema);
        var columns = new List<ModelColumn>();
        Visit(root, schema, "", "", 0, nullable: false, columns);
        if (columns.Count == 0) columns.Add(new ModelColumn("document", "", ColumnType.Json, Nullable: true));
        var named = key is not null ? Names(key) : Names(schema["x-primary-key"] ?? schema["primaryKey"]);
        if (named.Count == 0 && columns.Exists(c => c.Name == "id")) named = ["id"];
        named = [.. named.Where(k => columns.Exists(c => c.Name == k || c.Path == k)).Select(k => columns.First(c => c.Name == k || c.Path == k).Name)];
        return new ModelTable(name, [.. columns.Select(c => named.Contains(c.Name) ? c with { Nullable = false } : c)], named, references);
    }

    private static void Visit(JsonObject node, JsonObject root, string prefix, string path, int depth, bool nullable, List<ModelColumn> columns)
    {
        var required = Names(node["required"]).ToHashSet();
        foreach (var (name, rule) in node["properties"] as JsonObject ?? [])
        {
            var member = SchemaResolution.Flatten(rule as JsonObject ?? [], root);
            var types = SchemaNode.Types(member);
            var mayMiss = nullable || !required.Contains(name) || types.Contains("null");
            var at = path.Length == 0 ? name : path + "." + name;
            if (member["properties"] is JsonObject { Count: > 0 } && depth < MaxDepth && !types.Contains("array"))
                Visit(member, root, prefix + name + "_", at, depth + 1, mayMiss, columns);
            else
                columns.Add(new ModelColumn(Free(prefix + name, columns), at, TypeOf(member, types), mayMiss, SchemaNode.Number(member, "maxLength") is var n && n is > 0 and <= 65_535 ? (int)n : null));
        }
    }

    private static ColumnType TypeOf(JsonObject node, IReadOnlyList<string> types) =>
        types.Where(t => t != "null").ToList() is not { Count: 1 } only ? ColumnType.Json : only[0] switch
        {
            "integer" => ColumnType.Integer,
            "number" => ColumnType.Number,
            "boolean" => ColumnType.Boolean,
            "string" => SchemaNode.Text(node, "format") switch
            {
                "date-time" => ColumnType.Timestamp,
                "date" => ColumnType.Date,
                "time" => ColumnType.Time,
                "uuid" => ColumnType.Uuid,
                _ => ColumnType.Text,
            },
            _ => ColumnType.Json,
        };

    // Stores compare names without case, so two columns may not differ in it alone.
    private static string Free(string name, List<ModelColumn> columns)
    {
        var free = name;
        for (var i = 2; columns.Exists(c => string.Equals(c.Name, free, StringComparison.OrdinalIgnoreCase)); i++) free = $"{name}_{i}";
        return free;
    }

    private static string NameOf(JsonObject schema)
    {
        var name = SchemaNode.Text(schema, "x-table") ?? SchemaNode.Text(schema, "title") ?? "records";
        return string.Join('_', Words.Of(name)) is { Length: > 0 } words ? words : "records";
    }

    private static IReadOnlyList<string> Names(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.Select(n => n is JsonArray path ? string.Join('.', path.Select(p => p?.ToString())) : n?.ToString() ?? "")],
        JsonValue one => [one.ToString()],
        _ => [],
    };
}
