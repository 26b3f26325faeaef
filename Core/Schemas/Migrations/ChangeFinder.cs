using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Schemas.Matching;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>
/// Turns two forms of a table, and what the matcher says of their fields, into changes of columns. What the matcher is not sure of, or what
/// cannot be written as an expression over columns, is a column retired and one added: values are never guessed.
/// </summary>
public static class ChangeFinder
{
    /// <summary>How sure the matcher must be for values to be carried over.</summary>
    public const double Sure = 0.75;

    public static IReadOnlyList<ColumnChange> Between(ModelTable old, ModelTable now, IEnumerable<FieldMapping> mappings)
    {
        var changes = new List<ColumnChange>();
        var gone = old.Columns.Where(c => !now.Columns.Any(n => n.Name == c.Name)).ToDictionary(c => c.Path);
        var fresh = now.Columns.Where(c => !old.Columns.Any(o => o.Name == c.Name)).ToDictionary(c => c.Path);
        var byPath = now.Columns.ToDictionary(c => c.Path);
        foreach (var column in old.Columns)
            if (now.Columns.FirstOrDefault(n => n.Name == column.Name) is { } same && same.Type != column.Type) changes.Add(new MoveColumn(column.Name, same));
        foreach (var mapping in mappings.Where(m => m.Confidence >= Sure).OrderByDescending(m => m.Confidence))
        {
            if (!gone.TryGetValue(mapping.Old, out var from) || !mapping.NewPaths.All(fresh.ContainsKey)) continue;
            if (Of(from, [.. mapping.NewPaths.Select(p => byPath[p])], mapping.Transform) is not { } change) continue;
            changes.Add(change);
            gone.Remove(mapping.Old);
            foreach (var path in mapping.NewPaths) fresh.Remove(path);
        }
        changes.AddRange(gone.Values.Where(c => !old.PrimaryKey.Contains(c.Name)).Select(c => new RetireColumn(c.Name)));
        changes.AddRange(fresh.Values.Select(c => new AddColumn(c with { Nullable = true })));
        return [.. changes.OrderBy(c => (c.Sources.Concat(c.Targets.Select(t => t.Name)).First()), StringComparer.Ordinal)];
    }

    /// <param name="transform">How the old value comes back from the new ones; a plan needs the way there.</param>
    private static ColumnChange? Of(ModelColumn from, IReadOnlyList<ModelColumn> to, Transform transform) => transform switch
    {
        SameValue or Retype or TimeFormat when to.Count == 1 => new MoveColumn(from.Name, to[0]),
        Scale { By: not 0 } scale when to.Count == 1 => new ScaleColumn(from.Name, to[0], 1 / scale.By),
        Join { By.Length: > 0 } join when to.Count == 2 => new SplitColumn(from.Name, to[0], to[1], join.By),
        MapValues map when to.Count == 1 && Reverse(map) is { } values => new MapColumn(from.Name, to[0], values),
        _ => null,
    };

    /// <summary>New by old value; null where two new values have one old value, so that the way there is not known.</summary>
    private static Dictionary<string, string>? Reverse(MapValues map)
    {
        var values = new Dictionary<string, string>();
        foreach (var (now, old) in map.Values)
            if (old is null || !values.TryAdd(old is JsonValue v && v.TryGetValue(out string? text) ? text : old.ToJsonString(), now)) return null;
        return values;
    }
}
