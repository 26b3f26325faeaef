using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Values;

namespace Supertrack.Core.Schemas.Matching;

/// <summary>
/// Says where each field of an old schema is in a new one. With schemas alone, by names, descriptions, types and structure; with records of
/// both sides that meet on a key, by whether the values agree, and then only what agrees is mapped. The assignment is the best as a whole,
/// not field by field.
/// </summary>
public static class FieldMatcher
{
    /// <param name="oldRecords">Records of the old shape; their members are fields of <paramref name="oldSchema"/>, or of its one list of records.</param>
    /// <param name="key">Dotted paths, in the old record, of the key that records meet on; null: found from the values.</param>
    public static MatchReport Match(
        JsonObject oldSchema, JsonObject newSchema, IReadOnlyList<JsonNode?>? oldRecords = null, IReadOnlyList<JsonNode?>? newRecords = null, IReadOnlyList<string>? key = null)
    {
        var old = SchemaFields.Of(oldSchema);
        var now = SchemaFields.Of(newSchema);
        var similarity = new SchemaSimilarity(old, now);
        return oldRecords is { Count: > 0 } && newRecords is { Count: > 0 }
            ? new ValueMatching(old, now, similarity.Scores).Match(oldRecords, newRecords, key)
            : SchemaMatching.Match(old, now, similarity.Scores);
    }
}
