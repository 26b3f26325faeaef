using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Rows;

/// <summary>Tells records of other entities from the known entities in another dress.</summary>
internal static class RowLikeness
{
    private const int Sampled = 200;
    private const double Telling = 0.5;
    private const double Shared = 0.3;
    private const int ShortestTelling = 5;

    /// <summary>The rows have the members and kinds of the known ones, and hardly a value of theirs that tells one entity from another.</summary>
    public static bool IsStranger(RowSet known, IReadOnlyList<JsonObject> rows)
    {
        if (rows.Count == 0 || known.Count == 0) return false;
        var (old, found) = (Columns(known.Rows), Columns(rows));
        if (!old.Keys.ToHashSet().SetEquals(found.Keys)) return false;
        foreach (var (path, values) in old)
        {
            var others = found[path];
            if (values.Kinds.Count > 0 && others.Kinds.Count > 0 && !values.Kinds.Overlaps(others.Kinds)) return false;
            if (values.Texts.Count >= Telling * Math.Min(Sampled, known.Count) && values.Texts.Count(others.Texts.Contains) >= Shared * values.Texts.Count) return false;
        }
        return true;
    }

    private static Dictionary<string, (HashSet<JsonValueKind> Kinds, HashSet<string> Texts)> Columns(IEnumerable<JsonObject> rows)
    {
        var columns = new Dictionary<string, (HashSet<JsonValueKind> Kinds, HashSet<string> Texts)>();
        foreach (var (path, value) in rows.Take(Sampled).SelectMany(JsonLeaves.Of))
        {
            if (!columns.TryGetValue(path, out var column)) columns[path] = column = ([], []);
            if (value is not JsonValue scalar) continue;
            column.Kinds.Add(scalar.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : scalar.GetValueKind());
            // Small numbers are everybody's.
            if (scalar.GetValueKind() == JsonValueKind.String && scalar.ToString() is { Length: >= ShortestTelling } text) column.Texts.Add(text);
        }
        return columns;
    }
}
