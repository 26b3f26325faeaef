using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>
/// Manifests: readers rely on streams, keys, cursors and fields, configurations on the specification. Where and how the records are fetched
/// (addresses, paging, credentials' place) is nobody's business but the vendor's, so it raises the patch part only.
/// </summary>
internal static class ManifestDiff
{
    public static IEnumerable<ArtifactChange> Compare(JsonObject old, JsonObject now)
    {
        var (before, after) = (new ManifestParts(old), new ManifestParts(now));
        var (oldStreams, newStreams) = (before.Streams(), after.Streams());
        // What streams refer to lies among the definitions.
        var shared = !JsonNode.DeepEquals(old["definitions"], now["definitions"]) || !JsonNode.DeepEquals(old["schemas"], now["schemas"]);
        foreach (var (name, stream) in oldStreams)
        {
            var path = "streams." + name;
            if (!newStreams.TryGetValue(name, out var other)) yield return new ArtifactChange("stream_removed", path, Bump.Major, "");
            else if (shared || !JsonNode.DeepEquals(stream, other))
                foreach (var change in Stream(before, stream, after, other, path)) yield return change;
        }
        foreach (var name in newStreams.Keys.Where(name => !oldStreams.ContainsKey(name))) yield return new ArtifactChange("stream_added", "streams." + name, Bump.Minor, "");
        foreach (var change in Specification(before.Specification, after.Specification)) yield return change;
    }

    private static IEnumerable<ArtifactChange> Stream(ManifestParts before, JsonObject old, ManifestParts after, JsonObject now, string path)
    {
        var own = new List<ArtifactChange>();
        var (key, newKey) = (before.KeyOf(old), after.KeyOf(now));
        if (!JsonNode.DeepEquals(key, newKey)) own.Add(new ArtifactChange("key_changed", path, Bump.Major, ArtifactDiff.Detail(key, newKey)));
        var (cursor, newCursor) = (before.CursorOf(old), after.CursorOf(now));
        // A first cursor takes nothing away; another or none makes the saved places worthless.
        if (!JsonNode.DeepEquals(cursor, newCursor)) own.Add(new ArtifactChange("cursor_changed", path, cursor is null ? Bump.Minor : Bump.Major, ArtifactDiff.Detail(cursor, newCursor)));
        own.AddRange(Fields(before, old, after, now, path));
        if (before.SchemaOf(old) is { } schema && after.SchemaOf(now) is { } newSchema && !JsonNode.DeepEquals(schema, newSchema))
            own.AddRange(ArtifactDiff.Schema(schema, newSchema, path));
        if (own.Count == 0 && !JsonNode.DeepEquals(old, now)) own.Add(new ArtifactChange("reading_changed", path, Bump.Patch, ""));
        return own;
    }

    private static IEnumerable<ArtifactChange> Fields(ManifestParts before, JsonObject old, ManifestParts after, JsonObject now, string path)
    {
        var (made, makes) = (before.Transformed(old, "AddFields", "fields"), after.Transformed(now, "AddFields", "fields"));
        var (hid, hides) = (before.Transformed(old, "RemoveFields", "field_pointers"), after.Transformed(now, "RemoveFields", "field_pointers"));
        var (lost, loses) = (before.Lost(old), after.Lost(now));
        foreach (var field in loses.Except(lost)) yield return new ArtifactChange("field_lost", path, Bump.Major, field);
        foreach (var field in lost.Except(loses)) yield return new ArtifactChange("field_back", path, Bump.Minor, field);
        foreach (var field in made.Except(makes)) yield return new ArtifactChange("field_no_longer_made", path, Bump.Major, field);
        foreach (var field in makes.Except(made)) yield return new ArtifactChange("field_made", path, Bump.Minor, field);
        foreach (var field in hides.Except(hid)) yield return new ArtifactChange("field_hidden", path, Bump.Major, field);
        foreach (var field in hid.Except(hides)) yield return new ArtifactChange("field_shown", path, Bump.Minor, field);
    }

    /// <summary>Configurations are written by the old specification and read by the new one, so what breaks writers counts.</summary>
    private static IEnumerable<ArtifactChange> Specification(JsonObject? old, JsonObject? now)
    {
        if (old is null || now is null || JsonNode.DeepEquals(old, now)) yield break;
        foreach (var change in SchemaDiff.Compare(old, now).Changes)
        {
            var json = change.ToJson();
            yield return new ArtifactChange("setting_" + ((string)json["kind"]!).Replace("field_", "", StringComparison.Ordinal), "spec." + change.Path,
                change.BreaksWriters ? Bump.Major : Bump.Minor, "");
        }
    }
}
