using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>
/// Judges for every column of the old shape where its values are in the new one, from rows joined on the key. A mapping is believed when
/// it brings the old values back on nearly every row and the rows carry enough information to rule out chance (minimum description
/// length: the entropy of the column over the joined rows must exceed the cost of stating the mapping).
/// </summary>
public sealed class ColumnMapper
{
    private const double Proved = 0.985;
    private const double StillItself = 0.9;
    private const double LeastBits = 18;
    private const double Likely = 0.7;
    private const int Glanced = 20;
    private const int MaxDepth = 6;

    private readonly IReadOnlyList<JsonObject> _old;
    private readonly IReadOnlyList<JsonObject> _new;
    private readonly List<Series> _candidates;
    private readonly HashSet<string> _kept = [];

    private ColumnMapper(KeyJoin join)
    {
        var pairs = UpdatedRows.Without(join.Pairs);
        _old = [.. pairs.Select(pair => pair.Old)];
        _new = [.. pairs.Select(pair => pair.New)];
        _candidates = [.. Paths(_new).Select(path => Series.Read(path, _new)).Where(series => series.Present > 0)];
    }

    /// <summary>The fate of every column; together they cover the old shape.</summary>
    public static IReadOnlyList<ColumnFate> Map(KeyJoin join)
    {
        var mapper = new ColumnMapper(join);
        var units = mapper._old.SelectMany(row => row.Select(pair => pair.Key)).Distinct().ToList();
        // What stayed in place is settled first, so that a field that still serves one column is the last choice for another.
        var settled = units.ToDictionary(unit => unit, unit => mapper.Kept(unit, 0));
        return [.. units.SelectMany(unit => settled[unit] ?? mapper.Moved(unit, 0, join))];
    }

    private IReadOnlyList<ColumnFate>? Kept(string path, int depth)
    {
        var old = Series.Read(path, _old);
        var found = Series.Read(path, _new);
        var agreement = Agreement(old.Texts, found.Texts);
        if (agreement >= Proved || (agreement >= StillItself && Present(found) && SameForm(old, found)))
        {
            _kept.Add(path);
            // Some values may have got another name in every row that has them.
            if (agreement < Proved && Renamed(old, found) is { } renamed) return [renamed];
            return [new ColumnFate(path, Fate.Kept, [path], Chain.None, agreement, $"the same values on {agreement:P1} of {_old.Count} rows")];
        }
        var inner = Inner(old, path);
        if (inner is null || depth >= MaxDepth) return null;
        var fates = inner.Select(child => Kept(child, depth + 1)).ToList();
        if (fates.All(fate => fate is null)) return null;
        return [.. inner.Zip(fates).SelectMany(pair => pair.Second ?? [.. DeferredLeaf(pair.First)])];
    }

    // A child beside one that stayed is looked for at once; its siblings' places are already known.
    private IEnumerable<ColumnFate> DeferredLeaf(string path) => [Best(path)];

    private IEnumerable<ColumnFate> Moved(string path, int depth, KeyJoin join)
    {
        if (join.Links.FirstOrDefault(link => link.OldPath == path) is { } link)
        {
            yield return KeyColumn(link);
            yield break;
        }
        var best = Best(path);
        if (best.Fate != Fate.Lost || depth >= MaxDepth || Inner(Series.Read(path, _old), path) is not { } inner)
        {
            yield return best;
            yield break;
        }
        var children = inner.SelectMany(child => Moved(child, depth + 1, join)).ToList();
        if (children.All(child => child.Fate == Fate.Lost)) yield return best;
        else foreach (var child in children) yield return child;
    }

    private ColumnFate KeyColumn(KeyLink link)
    {
        var old = _old.Select(row => PathValues.Get(row, link.OldPath)).First(value => value is not null)!;
        var found = _new.Select(row => PathValues.Get(row, link.NewPath)).First(value => value is not null)!;
        var kind = old.GetValueKind();
        var chain = (link.Transform.Apply(found) ?? found).GetValueKind() == kind ? link.Transform
            : new Chain([.. link.Transform.Steps, new Retype(kind == System.Text.Json.JsonValueKind.Number ? "integer" : "string")]);
        return new ColumnFate(link.OldPath, chain.Steps.Count == 0 && link.OldPath == link.NewPath ? Fate.Kept : Fate.Mapped, [link.NewPath], chain, 1, "the key on which the rows are joined");
    }

    private ColumnFate? Renamed(Series old, Series found) =>
        TransformFinder.Of(old, found).Where(chain => chain.Steps is [MapValues]).Select(chain => Judge(old, [found.Path], chain, Applied(found, chain))).FirstOrDefault(match => match is not null) is { } match
            ? Mapped(old, match)
            : null;

    private ColumnFate Best(string path)
    {
        var old = Series.Read(path, _old);
        var ranked = Matches(old).OrderByDescending(match => match.Score).ToList();
        if (ranked.Count == 0) return new ColumnFate(path, Fate.Lost, [], Chain.None, 0, "no field brings its values back") { StillThere = StillThere(old) };
        var best = ranked[0];
        _kept.Add(best.Sources[0]);
        return Mapped(old, best);
    }

    private static ColumnFate Mapped(Series old, Match match) =>
        new(old.Path, Fate.Mapped, match.Sources, match.Chain, match.Agreement, $"{string.Join(" and ", match.Sources)} ({match.Chain}) gives the old values on {match.Agreement:P1} of {old.Present} rows");

    // The name came with values of the same kind, or with null in every row.
    private bool StillThere(Series old)
    {
        var found = Series.Read(old.Path, _new);
        return found.Present > 0 ? SameForm(old, found) : _new.Any(row => PathValues.Contains(row, old.Path));
    }

    private IEnumerable<Match> Matches(Series old)
    {
        if (old.Present == 0) yield break;
        foreach (var found in _candidates)
            foreach (var chain in TransformFinder.Of(old, found))
                if (Promising(old, found, chain) && Judge(old, [found.Path], chain, Applied(found, chain)) is { } match)
                    yield return match;
        foreach (var match in Joined(old)) yield return match;
    }

    private static IReadOnlyList<string?> Applied(Series found, Chain chain) => chain.Steps.Count == 0 ? found.Texts : [.. found.Values.Select(chain.Apply).Select(Series.TextOf)];

    // A glance at some rows spares most candidates the rest.
    private static bool Promising(Series old, Series found, Chain chain)
    {
        var step = Math.Max(1, old.Texts.Count / Glanced);
        var (same, all) = (0, 0);
        for (var index = 0; index < old.Texts.Count; index += step)
        {
            var value = chain.Steps.Count == 0 ? found.Texts[index] : Series.TextOf(chain.Apply(found.Values[index]));
            if (IsNothing(old.Texts[index]) && IsNothing(value)) continue;
            all++;
            if (old.Texts[index] == value) same++;
        }
        return same >= Likely * all;
    }

    private IEnumerable<Match> Joined(Series old)
    {
        foreach (var (sources, by) in JoinFinder.Of(old, _candidates))
        {
            var chain = new Chain([new Join(by)]);
            var values = Enumerable.Range(0, old.Values.Count).Select(row => sources.All(source => source.Values[row] is null) ? null : chain.Apply(new JsonArray([.. sources.Select(source => source.Values[row]?.DeepClone())])));
            if (Judge(old, [.. sources.Select(source => source.Path)], chain, [.. values.Select(Series.TextOf)]) is { } match) yield return match;
        }
    }

    private Match? Judge(Series old, IReadOnlyList<string> sources, Chain chain, IReadOnlyList<string?> values)
    {
        var agreement = Agreement(old.Texts, values);
        if (agreement < Proved) return null;
        var likeness = sources.Max(source => NameLikeness.Of(old.Path, source));
        var surplus = old.Bits + old.Rarity - chain.Bits - Math.Log2(_candidates.Count + 1);
        // A constant, or a flag on a handful of rows, proves nothing by its values; the name must then speak too.
        // The same value in every row under a name that says the same is enough.
        var told = likeness >= NameLikeness.Told && chain.Steps.Count == 0 && !old.Path.Contains('.', StringComparison.Ordinal) && !old.Texts.Contains(null);
        if (surplus < LeastBits && !told && (likeness < 0.6 || surplus < LeastBits * (1 - likeness))) return null;
        var taken = sources.Any(_kept.Contains) ? 1 : 0;
        // What takes more words to say is believed less, as it says less of values to come: a prefix, not a list of all numbers behind it.
        return new Match(sources, chain, agreement, (agreement * 4) + likeness - Math.Min(2, 0.05 * chain.Bits) - (0.5 * taken));
    }

    private static double Agreement(IReadOnlyList<string?> old, IReadOnlyList<string?> found)
    {
        var (same, all) = (0, 0);
        for (var index = 0; index < old.Count; index++)
        {
            if (IsNothing(old[index]) && IsNothing(found[index])) continue;
            all++;
            if (old[index] == found[index]) same++;
        }
        return all == 0 ? (old.Count > 0 ? 1 : 0) : (double)same / all;
    }

    // Nothing said and an empty list mean the same.
    private static bool IsNothing(string? text) => text is null or "[]";

    private static bool Present(Series found) => found.Present > 0;

    private static bool SameForm(Series old, Series found) => old.Texts.OfType<string>().Select(text => text[0]).Distinct().Order().SequenceEqual(found.Texts.OfType<string>().Select(text => text[0]).Distinct().Order());

    private static List<string>? Inner(Series series, string path)
    {
        var values = series.Values.Where(value => value is not null).ToList();
        if (values.Count == 0) return null;
        if (values.All(value => value is JsonObject)) return [.. values.SelectMany(value => ((JsonObject)value!).Select(pair => $"{path}.{pair.Key}")).Distinct()];
        var items = values.OfType<JsonArray>().SelectMany(list => list).OfType<JsonObject>().ToList();
        return items.Count > 0 && values.All(value => value is JsonArray list && list.All(item => item is JsonObject)) && !path.EndsWith(']')
            ? [.. items.SelectMany(item => item.Select(pair => $"{path}[].{pair.Key}")).Distinct()]
            : null;
    }

    private static IEnumerable<string> Paths(IReadOnlyList<JsonObject> rows)
    {
        var seen = new HashSet<string>();
        foreach (var row in rows.Take(200)) Collect(row, "", 0, seen);
        return seen;
    }

    private static void Collect(JsonObject holder, string prefix, int depth, HashSet<string> seen)
    {
        foreach (var (name, value) in holder)
        {
            var path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            seen.Add(path);
            if (depth >= MaxDepth) continue;
            if (value is JsonObject inner) Collect(inner, path, depth + 1, seen);
            else if (value is JsonArray list)
                foreach (var item in list.OfType<JsonObject>().Take(20)) Collect(item, path + "[]", depth + 1, seen);
        }
    }

    private sealed record Match(IReadOnlyList<string> Sources, Chain Chain, double Agreement, double Score);
}
