using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Finds the value of an enumeration that each new value stands for.</summary>
internal static class EnumerationFinder
{
    private const int MaxValues = 24;
    private const int RowsPerValue = 5;

    public static MapValues? Of(List<(JsonValue Old, JsonValue New)> pairs)
    {
        var groups = pairs.GroupBy(pair => pair.New.ToString()).ToList();
        var distinct = pairs.Select(pair => Series.TextOf(pair.Old)).Distinct().Take(MaxValues + 1).Count();
        if (groups.Count is < 2 or > MaxValues || distinct is < 2 or > MaxValues || pairs.Count < groups.Count * RowsPerValue) return null;
        var values = groups.ToDictionary(group => group.Key, group => (JsonNode?)group.GroupBy(pair => Series.TextOf(pair.Old)).OrderByDescending(each => each.Count()).First().First().Old.DeepClone());
        return OneAmongOthers(values) ?? new MapValues(values);
    }

    // A flag that is set for exactly one of several values says "is it this one"; so it does for values not seen yet.
    private static MapValues? OneAmongOthers(Dictionary<string, JsonNode?> values)
    {
        if (values.Count < 3 || values.Values.Any(value => value!.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))) return null;
        var sides = values.GroupBy(pair => pair.Value!.GetValueKind()).OrderBy(side => side.Count()).ToList();
        return sides.Count == 2 && sides[0].Count() == 1 ? new MapValues(sides[0].ToDictionary(), sides[1].First().Value!.DeepClone()) : null;
    }
}
