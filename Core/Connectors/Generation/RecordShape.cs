using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Finds the records in an answer, and their key and cursor.</summary>
internal static class RecordShape
{
    private static readonly string[] Envelopes = ["data", "results", "items", "records", "value", "values", "list", "entries", "objects", "content", "rows", "elements", "nodes"];
    private static readonly string[] Keys = ["id", "_id", "uuid", "guid", "gid", "key", "sid", "identifier", "uid"];
    private static readonly string[] Cursors =
    [
        "updated_at", "updatedAt", "modified_at", "modifiedAt", "last_modified", "lastModified", "lastModifiedDate", "modified", "updated", "last_updated",
        "lastUpdated", "date_modified", "dateModified", "updated_on", "modified_on", "updated_time", "updatedDate", "modifiedDate", "systemModstamp",
    ];

    private static readonly string[] Creations = ["created_at", "createdAt", "created", "date_created", "dateCreated", "created_on", "created_time", "createdDate", "timestamp", "date"];

    /// <summary>The path of the list of objects that holds the most records; lists under well-known names win. Null where there is none.</summary>
    public static IReadOnlyList<string>? FindList(JsonNode? answer) =>
        Lists(answer, []).OrderByDescending(found => found.Score).Select(found => found.Path).FirstOrDefault();

    public static JsonArray? At(JsonNode? answer, IReadOnlyList<string> path)
    {
        foreach (var step in path) answer = (answer as JsonObject)?[step];
        return answer as JsonArray;
    }

    /// <summary>A field by a usual name that every record has with a different value; else the only field with that property whose name ends in id.</summary>
    public static string? FindKey(IReadOnlyList<JsonObject> records, string name)
    {
        var singular = name.TrimEnd('s').Replace("-", "_", StringComparison.Ordinal);
        string[] usual = [.. Keys, singular + "_id", singular + "Id", singular + "_key", singular + "_uuid"];
        return usual.FirstOrDefault(field => IsUnique(records, field))
            ?? records.Take(1).SelectMany(record => record).Select(member => member.Key)
                .FirstOrDefault(field => field.EndsWith("id", StringComparison.OrdinalIgnoreCase) && IsUnique(records, field));
    }

    public static string? FindCursor(IEnumerable<string> fields) => CursorsOf(fields).FirstOrDefault(field => Cursors.Contains(field));

    /// <summary>Fields that say when a record changed, and after them those that say when it was made.</summary>
    public static IReadOnlyList<string> CursorsOf(IEnumerable<string> fields)
    {
        var known = fields.ToHashSet(StringComparer.Ordinal);
        return [.. Cursors.Concat(Creations).Where(known.Contains)];
    }

    private static bool IsUnique(IReadOnlyList<JsonObject> records, string field) =>
        records.Count > 0 && records.All(record => record[field] is JsonValue)
        && records.Select(record => record[field]!.ToJsonString()).Distinct().Count() == records.Count;

    private static IEnumerable<(IReadOnlyList<string> Path, int Score)> Lists(JsonNode? node, IReadOnlyList<string> path)
    {
        if (node is JsonArray items)
        {
            if (items.Count == 0 || items.All(item => item is JsonObject))
                yield return (path, (items.Count * 2) + (path.Count > 0 && Envelopes.Contains(path[^1]) ? 1_000 : 0) - (path.Count * 50) + (items.Count > 0 ? 500 : 0));
            yield break;
        }
        if (node is not JsonObject members || path.Count > 4) yield break;
        foreach (var (name, value) in members)
            foreach (var found in Lists(value, [.. path, name])) yield return found;
    }
}
