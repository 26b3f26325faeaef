using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Schemas.Matching;
using Supertrack.Core.Schemas.Tables;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Schemas;

/// <summary>
/// Matches pairs of tables that hold (partly) the same things by their schemas and rows, without being told a key. Recall at ground truth: of the
/// true correspondences, the share among as many mappings as there are true ones, the most certain first.
/// </summary>
public sealed class InstanceEvaluation(ITestOutputHelper output)
{
    [Fact]
    public void Columns_of_public_table_pairs_find_their_partners_by_rows()
    {
        if (SharedData.Folder("matching") is not { } folder)
        {
            output.WriteLine("no ../shared/data/matching: nothing measured");
            return;
        }
        int due = 0, hit = 0, all = 0, right = 0;
        var calibration = new Calibration();
        foreach (var scenario in Directory.GetFiles(folder, "mapping.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (scenarioDue, scenarioHit) = (0, 0);
            foreach (var pair in Pairs(scenario))
            {
                var (report, truth) = (Match(scenario, pair.Key), pair.ToHashSet());
                scenarioDue += truth.Count;
                scenarioHit += report.Mappings.Take(truth.Count).Count(m => truth.Contains((m.Old, m.New)));
                all += report.Mappings.Count;
                foreach (var mapping in report.Mappings) calibration.Add(mapping.Confidence, truth.Contains((mapping.Old, mapping.New)));
                right += report.Mappings.Count(m => truth.Contains((m.Old, m.New)));
                var wrong = report.Mappings.Take(truth.Count).Where(m => !truth.Contains((m.Old, m.New)));
                var missed = truth.Where(t => !report.Mappings.Any(m => (m.Old, m.New) == t));
                if (missed.Any()) output.WriteLine($"      {pair.Key.Old} {pair.Key.New}: misses {string.Join(' ', missed.Select(m => $"{m.Item1}={m.Item2}"))}; instead {string.Join(' ', wrong.Select(m => $"{m.Old}={m.New} {m.Confidence:F2}"))}");
            }
            due += scenarioDue;
            hit += scenarioHit;
            output.WriteLine($"{Path.GetFileName(Path.GetDirectoryName(scenario)),-25} recall at ground truth {scenarioHit}/{scenarioDue}");
        }
        output.WriteLine($"recall at ground truth {hit}/{due} = {hit / (double)due:F3}; all mappings: precision {right / (double)all:F3}, recall {right / (double)due:F3}; {calibration}");
        Assert.True(hit >= 0.85 * due, "recall at ground truth");
    }

    private static IEnumerable<IGrouping<(string Old, string New), (string, string)>> Pairs(string scenario) =>
        JsonNode.Parse(File.ReadAllText(scenario))!["matches"]!.AsArray().GroupBy(m => ((string)m!["sourceTable"]!, (string)m["targetTable"]!), m => ((string)m!["sourceColumn"]!, (string)m["targetColumn"]!));

    private static MatchReport Match(string scenario, (string Old, string New) pair)
    {
        var folder = Path.GetDirectoryName(scenario)!;
        var (old, now) = (Rows(Path.Combine(folder, "source", pair.Old + ".csv")), Rows(Path.Combine(folder, "target", pair.New + ".csv")));
        return FieldMatcher.Match(Learn(old), Learn(now), old, now);
    }

    private static IReadOnlyList<JsonNode?> Rows(string file)
    {
        using var reader = new StreamReader(file);
        return CsvTable.Read(file, reader).ToRecords();
    }

    private static JsonObject Learn(IReadOnlyList<JsonNode?> rows)
    {
        var inferrer = new SchemaInferrer();
        foreach (var row in rows) inferrer.Add(System.Text.Encoding.UTF8.GetBytes(row!.ToJsonString()));
        return inferrer.ToSchema();
    }
}
