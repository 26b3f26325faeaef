using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching;

namespace Supertrack.Core.Schemas.Changes;

/// <summary>
/// Compares two JSON Schemas field by field. A field that left its path is renamed or moved where the matcher is sure enough of its
/// successor, else removed. An added field breaks nobody: readers ignore what they do not know.
/// </summary>
public static class SchemaDiff
{
    /// <summary>How sure the matcher must be to call a field renamed or moved and not removed and added.</summary>
    public const double SureOfSuccessor = 0.6;

    /// <param name="key">Paths of the key's fields on each side; null where the schemas themselves say (`x-primary-key`, `primaryKey`) or nothing is known.</param>
    public static SchemaDifference Compare(JsonObject oldSchema, JsonObject newSchema, (IReadOnlyList<string> Old, IReadOnlyList<string> New)? key = null)
    {
        var old = SchemaFields.Of(oldSchema);
        var now = SchemaFields.Of(newSchema);
        var newByPath = now.ToDictionary(f => f.Path);
        var oldPaths = old.Select(f => f.Path).ToHashSet();
        var successors = Successors(oldSchema, newSchema, oldPaths, newByPath);
        var targets = successors.Values.ToHashSet();
        var changes = new List<SchemaChange>();
        changes.AddRange(FieldChanges.Of(Root(oldSchema), Root(newSchema), ""));
        foreach (var field in old)
        {
            if (newByPath.TryGetValue(field.Path, out var same)) changes.AddRange(FieldChanges.Of(field, same));
            else if (successors.TryGetValue(field.Path, out var path)) changes.AddRange(Succeeded(field, newByPath[path], old, successors));
            else if (!IsPartOfGone(field, old, newByPath, successors)) changes.Add(Removed(field));
        }
        foreach (var field in now)
            if (!oldPaths.Contains(field.Path) && !targets.Contains(field.Path) && !IsPartOfNew(field, now, oldPaths, targets)) changes.Add(Added(field));
        if (KeyChange(key ?? (Keys(oldSchema), Keys(newSchema))) is { } keyChange) changes.Add(keyChange);
        return new SchemaDifference(changes);
    }

    private static JsonObject Root(JsonObject schema) => SchemaResolution.Flatten(schema, schema);

    private static Dictionary<string, string> Successors(JsonObject oldSchema, JsonObject newSchema, HashSet<string> oldPaths, Dictionary<string, SchemaField> newByPath)
    {
        if (oldPaths.All(newByPath.ContainsKey) || newByPath.Keys.All(oldPaths.Contains)) return [];
        return FieldMatcher.Match(oldSchema, newSchema).Mappings
            .Where(m => m.Confidence >= SureOfSuccessor && !newByPath.ContainsKey(m.Old) && !oldPaths.Contains(m.New))
            .ToDictionary(m => m.Old, m => m.New);
    }

    private static IEnumerable<SchemaChange> Succeeded(SchemaField old, SchemaField now, IReadOnlyList<SchemaField> fields, Dictionary<string, string> successors)
    {
        // Members that only follow their renamed parent are not reported one by one.
        var follows = old.Parent >= 0 && successors.TryGetValue(fields[old.Parent].Path, out var parent) && now.Path == parent + old.Path[fields[old.Parent].Path.Length..];
        if (!follows)
        {
            var kind = Parent(old.Path) == Parent(now.Path) || old.Name != now.Name ? ChangeKind.FieldRenamed : ChangeKind.FieldMoved;
            yield return new SchemaChange(kind, old.Path, old.Path, now.Path, BreaksReaders: true, BreaksWriters: old.Required || now.Required);
        }
        foreach (var change in FieldChanges.Of(old, now)) yield return change;
    }

    private static SchemaChange Removed(SchemaField field) =>
        new(ChangeKind.FieldRemoved, field.Path, FieldChanges.Summary(field), null, BreaksReaders: true, BreaksWriters: false);

    private static SchemaChange Added(SchemaField field) =>
        new(ChangeKind.FieldAdded, field.Path, null, FieldChanges.Summary(field), BreaksReaders: false, BreaksWriters: field.Required);

    private static bool IsPartOfGone(SchemaField field, IReadOnlyList<SchemaField> old, Dictionary<string, SchemaField> newByPath, Dictionary<string, string> successors) =>
        field.Parent >= 0 && !newByPath.ContainsKey(old[field.Parent].Path) && !successors.ContainsKey(old[field.Parent].Path);

    private static bool IsPartOfNew(SchemaField field, IReadOnlyList<SchemaField> now, HashSet<string> oldPaths, HashSet<string> targets) =>
        field.Parent >= 0 && !oldPaths.Contains(now[field.Parent].Path) && !targets.Contains(now[field.Parent].Path);

    private static string Parent(string path) => path.LastIndexOf('.') is var dot && dot < 0 ? "" : path[..dot];

    private static IReadOnlyList<string> Keys(JsonObject schema) =>
        (schema["x-primary-key"] ?? schema["primaryKey"] ?? schema["primary_key"]) switch
        {
            JsonArray keys => [.. keys.Select(k => k is JsonArray part ? string.Join('.', part.Select(p => p?.ToString())) : k?.ToString() ?? "")],
            JsonValue one => [one.ToString()],
            _ => [],
        };

    private static SchemaChange? KeyChange((IReadOnlyList<string> Old, IReadOnlyList<string> New) key) =>
        key.Old.SequenceEqual(key.New) ? null : new SchemaChange(ChangeKind.KeyChanged, "", List(key.Old), List(key.New), BreaksReaders: true, BreaksWriters: true);

    private static JsonArray List(IReadOnlyList<string> names) => new([.. names.Select(n => (JsonNode?)JsonValue.Create(n))]);
}
