using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Schemas.Matching;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Schemas;

/// <summary>Compares mappings with those read by hand from vendors' documentation, with schemas only and with records of both sides.</summary>
public sealed class MatchingEvaluation(ITestOutputHelper output)
{
    [Fact]
    public void Fields_of_real_API_versions_find_their_successors_by_schemas_alone()
    {
        if (SharedData.Folder("drift") is not { } folder)
        {
            output.WriteLine("no ../shared/data/drift: nothing measured");
            return;
        }
        int all = 0, right = 0, changed = 0, changedRight = 0, traps = 0, trapped = 0;
        var calibration = new Calibration();
        foreach (var pair in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(pair, "truth.json")))!;
            var report = FieldMatcher.Match(Schema(pair, "old"), Schema(pair, "new"));
            var found = report.Mappings.ToDictionary(m => m.Old);
            var map = truth["fieldMap"]!.AsObject().ToDictionary(p => p.Key, p => (string?)p.Value);
            int here = 0, hereRight = 0;
            foreach (var (old, now) in map)
            {
                if (now is null) continue;
                var hit = found.TryGetValue(old, out var mapping) && mapping.New == now;
                all++;
                here++;
                if (hit) right++;
                if (hit) hereRight++;
                if (old == now) continue;
                changed++;
                if (hit) changedRight++;
                else output.WriteLine($"      {old} -> {mapping?.New ?? "none"} is {now}");
            }
            foreach (var mapping in report.Mappings.Where(m => map.ContainsKey(m.Old) && m.Old != m.New)) calibration.Add(mapping.Confidence, map[mapping.Old] == mapping.New);
            var removed = truth["changes"]!.AsArray().Where(c => (string?)c!["kind"] == "field_removed").Select(c => c!["old"] is JsonValue v ? v.ToString() : c["old"]?["path"]?.ToString()).ToHashSet();
            foreach (var mapping in report.Mappings.Where(m => !map.ContainsKey(m.Old)))
            {
                if (!removed.Contains(mapping.Old)) continue;
                calibration.Add(mapping.Confidence, false);
                output.WriteLine($"      removed, yet {mapping.Old} -> {mapping.New} {mapping.Confidence:F2}");
            }
            foreach (var trap in truth["traps"]!.AsArray())
            {
                traps++;
                if (!found.TryGetValue((string)trap!["old"]!, out var mapping) || mapping.New != (string?)trap["new"]) continue;
                trapped++;
                output.WriteLine($"      trap {mapping.Old} -> {mapping.New} {mapping.Confidence:F2}");
            }
            output.WriteLine($"{Path.GetFileName(pair),-35} {hereRight}/{here}");
        }
        output.WriteLine($"right {right}/{all} = {right / (double)all:F3}; renamed or moved {changedRight}/{changed} = {changedRight / (double)changed:F3}; traps mapped {trapped}/{traps}");
        output.WriteLine($"renamed and moved, {calibration}");
        Assert.True(right >= 0.9 * all);
    }

    [Fact]
    public void With_records_of_both_sides_only_what_agrees_is_mapped()
    {
        if (SharedData.Folder("scenarios") is not { } folder)
        {
            output.WriteLine("no ../shared/data/scenarios: nothing measured");
            return;
        }
        int due = 0, right = 0, wrong = 0;
        var calibration = new Calibration();
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var scenario = JsonNode.Parse(File.ReadAllText(file))!;
            if (scenario["expect"]?["columns"] is not JsonObject columns || scenario["records"] is not JsonArray old || scenario["versions"]!.AsArray()[^1]!["records"] is not JsonArray now) continue;
            var key = scenario["primaryKey"]!.AsArray().Select(k => (string)k!).ToList();
            var report = FieldMatcher.Match(Learn(old), Learn(now), [.. old], [.. now], key);
            var found = report.Mappings.ToDictionary(m => m.Old);
            int hereDue = 0, hereRight = 0;
            foreach (var (path, target) in columns)
            {
                var wanted = target is JsonArray several ? string.Join('+', several.Select(s => (string)s!)) : (string?)target;
                var mapping = found.GetValueOrDefault(path);
                var got = mapping is null ? null : string.Join('+', mapping.NewPaths);
                // An object that the truth takes as one leaf may be mapped member by member.
                if (got is null && wanted is not null && report.Mappings.Any(m => m.Old == path + m.New[Math.Min(wanted.Length, m.New.Length)..] && m.New.StartsWith(wanted, StringComparison.Ordinal))) got = wanted;
                if (wanted is not null) hereDue++;
                if (mapping is not null) calibration.Add(mapping.Confidence, got == wanted);
                if (wanted is not null && got == wanted) hereRight++;
                else if (got is not null) wrong++;
                if (got != wanted) output.WriteLine($"      {path} -> {got ?? "none"} is {wanted ?? "none"} {mapping?.Confidence:F2} {mapping?.Transform} {string.Join("; ", mapping?.Evidence ?? [])}");
            }
            due += hereDue;
            right += hereRight;
            output.WriteLine($"{Path.GetFileName(file),-45} {hereRight}/{hereDue} of {columns.Count}, joined {report.JoinedRows}");
        }
        output.WriteLine($"recall {right}/{due} = {right / (double)due:F3}; precision {right / (double)(right + wrong):F3} ({wrong} wrong); {calibration}");
        Assert.True(right >= 0.9 * due);
    }

    private static JsonObject Schema(string folder, string side) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, side + ".schema.json")))!.AsObject();

    private static JsonObject Learn(JsonArray records)
    {
        var inferrer = new SchemaInferrer();
        foreach (var record in records.Where(r => r is not null)) inferrer.Add(System.Text.Encoding.UTF8.GetBytes(record!.ToJsonString()));
        return inferrer.ToSchema();
    }
}
