using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>
/// Assigns leaves by the values of records that meet on a key: only what agrees is mapped. Where values cannot tell (a column that is
/// constant or empty), the schemas decide, and no value may speak against it.
/// </summary>
internal sealed class ValueMatching(IReadOnlyList<SchemaField> oldFields, IReadOnlyList<SchemaField> newFields, double[,] scores)
{
    private const double SureBits = 12;
    private const int MinRows = 2;

    public MatchReport Match(IReadOnlyList<JsonNode?> oldRecords, IReadOnlyList<JsonNode?> newRecords, IReadOnlyList<string>? key)
    {
        var old = new LeafFields(oldFields, new RecordColumns(oldRecords, oldFields));
        var now = new LeafFields(newFields, new RecordColumns(newRecords, newFields));
        double Likely(string a, string b) => old.FieldAt(a) is { } i && now.FieldAt(b) is { } j ? Math.Max(0, scores[i, j]) : a == b ? 1 : 0;
        var join = RecordJoin.Find(old.Columns, now.Columns, key, Likely);
        if (join is null || join.Rows.Count < MinRows) return InstanceMatching.Match(old, now, Likely);
        var strict = Assign(old, now, join, Likely);
        // With a key the caller vouches for, values that disagree forbid a mapping; a key that was guessed proves less.
        return key is { Count: > 0 } ? strict : InstanceMatching.Complete(strict, old, now, Likely);
    }

    private static MatchReport Assign(LeafFields old, LeafFields now, RecordJoin join, Func<string, string, double> likely)
    {
        var oldValues = old.Paths.ToDictionary(p => p, p => join.Rows.Select(r => old.Columns.Columns[p][r.Old]).ToArray());
        var newValues = now.Paths.ToDictionary(p => p, p => join.Rows.Select(r => now.Columns.Columns[p][r.New]).ToArray());
        var candidates = new Candidate?[old.Paths.Count, now.Paths.Count];
        var weights = new double[old.Paths.Count, now.Paths.Count];
        for (var i = 0; i < old.Paths.Count; i++)
        {
            for (var j = 0; j < now.Paths.Count; j++)
            {
                candidates[i, j] = Judge(oldValues[old.Paths[i]], newValues[now.Paths[j]], likely(old.Paths[i], now.Paths[j]), old.Paths[i] == now.Paths[j]);
                weights[i, j] = candidates[i, j]?.Weight ?? 0;
            }
        }
        var partner = Assignment.Best(weights);
        var mappings = new List<FieldMapping>();
        for (var i = 0; i < old.Paths.Count; i++)
        {
            var mapping = partner[i] >= 0 ? Mapping(old, now, i, partner[i], candidates, join) : Shared(old, now, i, candidates, join) ?? Joined(old.Paths[i], oldValues[old.Paths[i]], newValues, join);
            if (mapping is not null) mappings.Add(mapping);
        }
        var mapped = mappings.Select(m => m.Old).ToHashSet();
        var used = mappings.SelectMany(m => m.NewPaths).ToHashSet();
        return new MatchReport([.. mappings.OrderByDescending(m => m.Confidence)], [.. old.Paths.Where(p => !mapped.Contains(p))], [.. now.Paths.Where(p => !used.Contains(p))], join.Rows.Count);
    }

    /// <param name="Evidence">Null where no value could tell.</param>
    private sealed record Candidate(ColumnEvidence? Evidence, double Likely, double Weight);

    private static Candidate? Judge(JsonNode?[] old, JsonNode?[] now, double likely, bool samePath)
    {
        if (ColumnEvidence.Of(old, now) is { } evidence)
        {
            var sure = evidence.Bits >= SureBits;
            if (!sure && likely < (evidence.Bits >= 4 ? 0.4 : SchemaMatching.Threshold + 0.1)) return null;
            var simple = evidence.Transform switch { SameValue => 0.15, Retype or TimeFormat or Unwrap or Wrap => 0.12, MapValues or Not => 0, Part => -0.2, _ => 0.08 };
            return new Candidate(evidence, likely, 0.5 + (0.6 * likely) + (0.5 * Math.Min(evidence.Bits, 60) / 60) + (0.3 * (evidence.Agreement - 0.95) / 0.05) + simple);
        }
        // Nothing to compare on the old side, or nothing on the new: the schemas alone, and only where they are sure.
        var nothing = old.All(v => v is null) || now.All(v => v is null);
        if (!nothing || old.Any(v => v is not null) || (!samePath && likely < 0.75) || (now.Any(v => v is not null) && !samePath)) return null;
        return new Candidate(null, likely, 0.3 * likely);
    }

    private static FieldMapping? Mapping(LeafFields old, LeafFields now, int i, int j, Candidate?[,] candidates, RecordJoin join)
    {
        var candidate = candidates[i, j]!;
        if (candidate.Evidence is not { } evidence)
            return new FieldMapping(old.Paths[i], [now.Paths[j]], Math.Clamp(candidate.Likely * 0.8, 0.5, 0.8), SameValue.Instance, ["empty on the old side; by the schemas alone"]);
        var confidence = Confidence(evidence, candidate.Likely);
        var reasons = Reasons(evidence, join);
        if (Rival(old, now, i, j, candidates) is { } rival)
        {
            confidence = Math.Min(confidence, 0.6);
            reasons.Add($"{rival} has the same values");
        }
        return new FieldMapping(old.Paths[i], [now.Paths[j]], confidence, evidence.Transform, reasons) { Agreement = evidence.Agreement };
    }

    /// <summary>A column that another old field took can serve this one too: the other part of a name, or the same value kept twice.</summary>
    private static FieldMapping? Shared(LeafFields old, LeafFields now, int i, Candidate?[,] candidates, RecordJoin join)
    {
        var best = -1;
        for (var j = 0; j < now.Paths.Count; j++)
        {
            if (candidates[i, j] is not { Evidence: { Bits: >= SureBits } } candidate) continue;
            if (best < 0 || candidate.Weight > candidates[i, best]!.Weight) best = j;
        }
        if (best < 0) return null;
        var found = candidates[i, best]!;
        if (found.Evidence!.Transform is not Part && found.Evidence.Bits < 2 * SureBits && found.Likely < 0.4) return null;
        // A field that stayed where it was is not also the successor of another that happened to repeat it, unless a whole object was kept twice.
        if (found.Evidence.Transform is not Part && old.Paths.Contains(now.Paths[best]) && !IsTwin(old, now, i, best, candidates)) return null;
        return Mapping(old, now, i, best, candidates, join);
    }

    /// <summary>Whether the members beside the old field agree with the members of the same names beside the new one.</summary>
    private static bool IsTwin(LeafFields old, LeafFields now, int i, int j, Candidate?[,] candidates)
    {
        string oldPlace = Place(old.Paths[i]), newPlace = Place(now.Paths[j]);
        if (oldPlace.Length == 0) return false;
        int beside = 0, agreeing = 0;
        for (var k = 0; k < old.Paths.Count; k++)
        {
            if (Place(old.Paths[k]) != oldPlace) continue;
            beside++;
            for (var l = 0; l < now.Paths.Count; l++)
                if (Place(now.Paths[l]) == newPlace && now.Paths[l][newPlace.Length..] == old.Paths[k][oldPlace.Length..] && candidates[k, l]?.Evidence is not null) agreeing++;
        }
        return agreeing >= 2 && agreeing >= 0.6 * beside;
    }

    private static string Place(string path) => path[..(path.LastIndexOf('.') + 1)];

    private static FieldMapping? Joined(string path, JsonNode?[] values, Dictionary<string, JsonNode?[]> now, RecordJoin join) =>
        JoinSearch.Find(values, now) is { Evidence.Bits: >= SureBits } found
            ? new FieldMapping(path, found.Paths, Confidence(found.Evidence, 0.5), found.Evidence.Transform, Reasons(found.Evidence, join)) { Agreement = found.Evidence.Agreement }
            : null;

    /// <summary>Another new column that gives the old values as well, and that the schemas do not rank clearly behind.</summary>
    private static string? Rival(LeafFields old, LeafFields now, int i, int j, Candidate?[,] candidates)
    {
        if (old.Paths[i] == now.Paths[j]) return null;
        var mine = candidates[i, j]!;
        for (var other = 0; other < now.Paths.Count; other++)
        {
            if (other == j || candidates[i, other] is not { Evidence: { } evidence } rival) continue;
            if (evidence.Agreement >= mine.Evidence!.Agreement && rival.Likely > mine.Likely - 0.1 && evidence.Transform.GetType() == mine.Evidence.Transform.GetType()) return now.Paths[other];
        }
        return null;
    }

    private static double Confidence(ColumnEvidence evidence, double likely)
    {
        var chance = Math.Pow(2, -Math.Min(evidence.Bits, 40) / 2);
        var byValues = evidence.Agreement * (1 - chance);
        return Math.Clamp(byValues + ((1 - byValues) * 0.7 * likely), 0.05, 0.999);
    }

    private static List<string> Reasons(ColumnEvidence evidence, RecordJoin join) =>
    [
        FormattableString.Invariant($"{evidence.Rows} of {join.Rows.Count} records joined on {join.Key} agree, {evidence.Agreement:P1} of those with a value"),
        FormattableString.Invariant($"{evidence.Bits:F0} bits beyond chance"),
    ];
}
