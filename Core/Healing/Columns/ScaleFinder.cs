using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Finds the factor between two columns of numbers: another unit of the same quantity.</summary>
internal static class ScaleFinder
{
    private const decimal Exact = 1.000000000000000000000000m;
    private const int Fewest = 3;

    public static IEnumerable<Chain> Of(List<(JsonValue Old, JsonValue New)> pairs)
    {
        var numbers = pairs.Select(pair => (Old: Number(pair.Old), New: Number(pair.New))).Where(pair => pair.Old is not null && pair.New is not null and not 0).ToList();
        if (numbers.Count < Fewest || numbers.Count < pairs.Count * 0.5) yield break;
        var text = pairs.Find(pair => pair.Old.GetValueKind() == JsonValueKind.String).Old;
        foreach (var ratio in numbers.Where(pair => pair.Old != 0).Select(pair => Math.Round(pair.Old!.Value / pair.New!.Value, 9)).GroupBy(ratio => ratio).OrderByDescending(group => group.Count()).Take(2))
        {
            if (ratio.Key is 0 or 1 or -1 || ratio.Count() < Fewest) continue;
            var scale = new Scale(ratio.Key / Exact);
            if (text is null) yield return new Chain([scale]);
            else
            {
                yield return new Chain([scale, new Retype("string")]);
                if (TransformFinder.Decimals(text) is { } places) yield return new Chain([scale, new Fixed(places)]);
            }
        }
    }

    private static decimal? Number(JsonValue value) => decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
