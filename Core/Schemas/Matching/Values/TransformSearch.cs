using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>Proposes how an old column could come from a new one, from pairs of values; whether it does is checked on all of them afterwards.</summary>
internal static class TransformSearch
{
    private const int Sample = 40;
    private static readonly string[] Separators = [" ", ", ", ",", "-", "/", "_", ":", "@", "|", ";", ".", "#", " - ", "\n"];

    /// <param name="old">Old values, none null.</param>
    /// <param name="now">New values of the same rows, none null.</param>
    public static IEnumerable<Transform> Propose(IReadOnlyList<JsonNode> old, IReadOnlyList<JsonNode> now)
    {
        var pairs = Informative(old, now);
        var (a, b) = pairs[0];
        if (a is JsonArray || b is JsonArray)
        {
            foreach (var list in Lists(pairs, a, b)) yield return list;
            yield break;
        }
        if (Scalar.IsNumber(a)) yield return new Retype(pairs.All(p => Scalar.Number(p.Old) is { } n && decimal.Truncate(n) == n) ? "integer" : "number");
        if (Scalar.IsText(a) && !Scalar.IsText(b)) yield return new Retype("string");
        if (Scalar.IsFlag(a) && !Scalar.IsFlag(b)) yield return new Retype("boolean");
        if (Scalar.IsText(a) && Flags(pairs) is { } words) yield return words;
        if (Scalar.IsFlag(a)) yield return new Not();
        foreach (var time in Times(pairs)) yield return time;
        foreach (var scale in Scales(pairs)) yield return scale;
        foreach (var text in Texts(pairs)) yield return text;
        if (EnumMap(old, now) is { } map) yield return map;
    }

    private static List<(JsonNode Old, JsonNode New)> Informative(IReadOnlyList<JsonNode> old, IReadOnlyList<JsonNode> now)
    {
        var seen = new HashSet<string>();
        var pairs = new List<(JsonNode, JsonNode)>();
        for (var i = 0; i < old.Count && pairs.Count < Sample; i++)
            if (seen.Add(old[i].ToJsonString())) pairs.Add((old[i], now[i]));
        return pairs;
    }

    private static IEnumerable<Transform> Lists(List<(JsonNode Old, JsonNode New)> pairs, JsonNode a, JsonNode b)
    {
        if (a is not JsonArray && b is JsonArray)
        {
            yield return new Unwrap();
            foreach (var separator in Separators.Append("")) yield return new Join(separator);
            var items = pairs.Where(p => p.New is JsonArray { Count: 1 } list && list[0] is not null).Select(p => (p.Old, ((JsonArray)p.New)[0]!)).ToList();
            if (items.Count == 0) yield break;
            foreach (var inner in Propose([.. items.Select(p => p.Old)], [.. items.Select(p => p.Item2)])) yield return new Steps([new Unwrap(), inner]);
        }
        else if (a is JsonArray && b is not JsonArray)
        {
            yield return new Wrap();
            foreach (var separator in Separators) yield return new Split(separator);
        }
        else
        {
            var items = pairs.Where(p => p.Old is JsonArray && p.New is JsonArray).SelectMany(p => ((JsonArray)p.Old).Zip((JsonArray)p.New)).Where(p => p.First is not null && p.Second is not null).Take(Sample).ToList();
            if (items.Count == 0) yield break;
            foreach (var inner in Propose([.. items.Select(p => p.First!)], [.. items.Select(p => p.Second!)])) yield return new EachItem(inner);
        }
    }

    private static Retype? Flags(List<(JsonNode Old, JsonNode New)> pairs)
    {
        if (!pairs.TrueForAll(p => Scalar.IsFlag(p.New))) return null;
        var words = pairs.GroupBy(p => p.New.GetValue<bool>()).ToDictionary(g => g.Key, g => g.Select(p => Scalar.Text(p.Old)).Distinct().ToList());
        return words.Count == 2 && words.Values.All(w => w is [not null]) ? new Retype("string") { Words = (words[true][0]!, words[false][0]!) } : null;
    }

    private static IEnumerable<Transform> Times(List<(JsonNode Old, JsonNode New)> pairs)
    {
        foreach (var dayFirst in (bool[])[false, true])
        {
            var old = pairs.Select(p => (Instant: TimeFormat.Instant(p.Old, dayFirst), p.Old)).ToList();
            if (old.Exists(o => o.Instant is null)) continue;
            if (!pairs.TrueForAll(p => TimeFormat.Instant(p.New) is not null)) yield break;
            foreach (var writing in TimeFormat.Writing([.. old.Select(o => (o.Instant!.Value, o.Old))])) yield return new TimeFormat(writing);
        }
    }

    private static IEnumerable<Transform> Scales(List<(JsonNode Old, JsonNode New)> pairs)
    {
        var numbers = pairs.Select(p => (Old: Scalar.Number(p.Old), New: Scalar.Number(p.New))).ToList();
        if (numbers.Exists(n => n.Old is null || n.New is null)) yield break;
        var (old, now) = numbers.Where(n => n.Old != 0 && n.New != 0).OrderByDescending(n => Math.Abs(n.New!.Value)).FirstOrDefault();
        if (old is not { } a || now is not { } b) yield break;
        var text = Scalar.IsText(pairs[0].Old);
        foreach (var by in Ratios(a / b))
        {
            if (by != 1) yield return text ? new Steps([new Scale(by), Written(pairs)]) : new Scale(by);
            else if (text) yield return Written(pairs);
        }
    }

    // A ratio of two rounded numbers is not exact; the nearby one that people use is.
    private static IEnumerable<decimal> Ratios(decimal ratio)
    {
        foreach (var usual in (decimal[])[1, 10, 100, 1000, 10_000, 1_000_000, 1_000_000_000, 60, 3600, 86_400, 60_000, 3_600_000, 24, 7, 12, 1024, 1_048_576, 1_073_741_824, -1, 8, 2.54m, 0.45359237m, 1.609344m])
        {
            if (Math.Abs((ratio / usual) - 1) < 0.002m) yield return usual;
            if (Math.Abs((ratio * usual) - 1) < 0.002m) yield return 1 / usual;
        }
    }

    private static Retype Written(List<(JsonNode Old, JsonNode New)> pairs)
    {
        var digits = pairs.Select(p => Scalar.Text(p.Old)!).Select(t => t.Contains('.', StringComparison.Ordinal) ? t.Length - t.IndexOf('.', StringComparison.Ordinal) - 1 : 0).Distinct().ToList();
        return digits is [> 0] ? new Retype("string", digits[0]) : new Retype("string");
    }

    private static IEnumerable<Transform> Texts(List<(JsonNode Old, JsonNode New)> pairs)
    {
        var texts = pairs.Select(p => (Old: Scalar.Text(p.Old) ?? "", New: Scalar.Text(p.New) ?? "")).ToList();
        var (old, now) = texts.MaxBy(t => t.Old.Length);
        if (old.Length == 0 || now.Length == 0) yield break;
        var number = Scalar.IsNumber(pairs[0].Old);
        Transform Typed(Transform inner) => number ? new Steps([inner, new Retype("integer")]) : inner;
        if (now.Length > old.Length && now.EndsWith(old, StringComparison.Ordinal)) yield return Typed(new Strip(now[..^old.Length]));
        if (old.Length > now.Length && old.EndsWith(now, StringComparison.Ordinal)) yield return new Prepend(old[..^now.Length]);
        if (old != now && string.Equals(old, now.ToLowerInvariant(), StringComparison.Ordinal)) yield return new Case("lower");
        if (old != now && string.Equals(old, now.ToUpperInvariant(), StringComparison.Ordinal)) yield return new Case("upper");
        if (now.Length <= old.Length || !now.Contains(old, StringComparison.Ordinal)) yield break;
        foreach (var part in Parts(old, now)) yield return Typed(part);
    }

    private static IEnumerable<Transform> Parts(string old, string now)
    {
        foreach (var separator in Separators.Where(s => now.Contains(s, StringComparison.Ordinal)))
        {
            var all = now.Split(separator);
            var two = now.Split(separator, 2);
            for (var i = 0; i < 2; i++)
                if (two[i] == old) yield return new Part(separator, i, 2);
            for (var i = 0; i < all.Length && all.Length > 2; i++)
                if (all[i] == old) yield return new Part(separator, i, 0);
            if (all.Length > 1 && all[^1] == old) yield return new Part(separator, -1, 0);
        }
    }

    /// <summary>One value for each value, both ways or several new for one old, where every one recurs often enough to be no coincidence.</summary>
    private static MapValues? EnumMap(IReadOnlyList<JsonNode> old, IReadOnlyList<JsonNode> now)
    {
        var map = new Dictionary<string, (JsonNode Old, int Count)>();
        for (var i = 0; i < old.Count; i++)
        {
            if (Scalar.Text(now[i]) is not { } key || old[i] is JsonArray || key.Length > 60) return null;
            if (!map.TryGetValue(key, out var known)) map[key] = (old[i], 1);
            else if (Scalar.AreEqual(known.Old, old[i])) map[key] = known with { Count = known.Count + 1 };
            else return null;
            if (map.Count > 40 || map.Count * 2 > old.Count + 2) return null;
        }
        var targets = map.Values.Select(v => v.Old.ToJsonString()).Distinct().Count();
        if (targets < 2) return null;
        return new MapValues(map.ToDictionary(m => m.Key, m => (JsonNode?)m.Value.Old.DeepClone()));
    }
}
