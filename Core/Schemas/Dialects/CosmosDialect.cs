using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Dialects;

/// <summary>
/// Cosmos DB containers as the JSON that creates them: documents keep the shape of the records; the partition key is a tenant or an owner where there is one,
/// else the key; long texts and JSON are left out of the index.
/// </summary>
internal static class CosmosDialect
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TableModel model) =>
        new JsonObject { ["containers"] = new JsonArray([.. model.Tables.Select(t => (JsonNode?)Container(t))]) }.ToJsonString(Indented) + "\n";

    private static JsonObject Container(ModelTable table)
    {
        var container = new JsonObject
        {
            // An id takes no signs of addresses.
            ["id"] = string.Concat(table.Name.Select(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c) ? '_' : c)),
            ["partitionKey"] = new JsonObject { ["paths"] = new JsonArray(PartitionPath(table)), ["kind"] = "Hash", ["version"] = 2 },
            ["indexingPolicy"] = new JsonObject
            {
                ["indexingMode"] = "consistent",
                ["includedPaths"] = new JsonArray(new JsonObject { ["path"] = "/*" }),
                ["excludedPaths"] = new JsonArray([.. table.Columns.Where(c => c.Type == ColumnType.Json).Select(c => (JsonNode?)new JsonObject { ["path"] = Path(c.Path) + "/*" }).Append(new JsonObject { ["path"] = "/\"_etag\"/?" })]),
            },
            // The document's id is the key as text; parts of a composite key are joined.
            ["documentId"] = new JsonArray([.. table.PrimaryKey.Select(k => (JsonNode?)JsonValue.Create(k))]),
        };
        if (table.PrimaryKey.Count > 0 && table.PrimaryKey is not ["id"])
            container["uniqueKeyPolicy"] = new JsonObject { ["uniqueKeys"] = new JsonArray(new JsonObject { ["paths"] = new JsonArray([.. table.PrimaryKey.Select(k => (JsonNode?)Path(Source(table, k)))]) }) };
        return container;
    }

    private static string PartitionPath(ModelTable table)
    {
        var owner = table.Columns.FirstOrDefault(c => Words.Of(c.Name) is ["tenant" or "account" or "customer" or "organization" or "org" or "company" or "workspace", ..] && c.Type is ColumnType.Text or ColumnType.Integer or ColumnType.Uuid && !c.Nullable);
        return Path(owner?.Path ?? (table.PrimaryKey.Count > 0 ? Source(table, table.PrimaryKey[0]) : "id"));
    }

    private static string Source(ModelTable table, string column) => table.Columns.First(c => c.Name == column).Path;

    private static string Path(string path) => "/" + string.Join('/', Parts(path).Select(p => p.All(c => char.IsLetterOrDigit(c) || c == '_') ? p : JsonSerializer.Serialize(p, Indented)));

    // A name may hold dots itself; where cutting at them leaves nothing between two, they were of a name.
    private static string[] Parts(string path) => path.Split('.') is var parts && parts.Contains("") ? [path] : parts;
}
