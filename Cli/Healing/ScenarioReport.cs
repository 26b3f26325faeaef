using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;

namespace Supertrack.Cli.Healing;

/// <summary>The report of one healed scenario, in the form of the contracts.</summary>
internal static class ScenarioReport
{
    /// <param name="name">The scenario.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="version">What was frozen.</param>
    /// <param name="truth">Rows of the data set in version 0's shape; null where it is not known.</param>
    public static JsonObject Of(string name, ScenarioEnd end, JsonObject version, IReadOnlyList<JsonObject>? truth)
    {
        var result = end.Result;
        return new JsonObject
        {
            ["scenario"] = name,
            ["outcome"] = result.Outcome.ToString().ToLowerInvariant(),
            ["detected"] = result.Detected,
            ["class"] = result.Class,
            ["cause"] = result.Cause,
            ["seconds"] = Math.Round(end.Seconds, 3),
            ["requests"] = end.Requests,
            ["patch"] = new JsonArray([.. result.Patch.Select(operation => (JsonNode)operation.ToJson())]),
            ["manifest"] = YamlText.Write(result.Manifest),
            ["rows"] = Rows(end, truth),
            ["columnsLost"] = new JsonArray([.. result.ColumnsLost.Select(column => (JsonNode)column)]),
            ["version"] = version,
            ["trail"] = new JsonArray([.. result.Trail.Select(line => (JsonNode)line)]),
        };
    }

    private static JsonObject Rows(ScenarioEnd end, IReadOnlyList<JsonObject>? truth)
    {
        var stored = end.Result.Rows;
        var known = truth is null ? end.Baseline : RowSet.Of(end.Baseline.Key, truth);
        var lost = known.Keys.Count(key => stored.Find(key) is null);
        return new JsonObject
        {
            ["expected"] = known.Count,
            ["stored"] = stored.Count,
            ["lost"] = lost,
            ["duplicated"] = stored.Repeated,
            ["wrong"] = known.Keys.Sum(key => stored.Find(key) is { } row ? Wrong(known.Find(key)!, row) : 0),
        };
    }

    private static int Wrong(JsonObject truth, JsonObject row) =>
        truth.Count(pair => !JsonNode.DeepEquals(pair.Value, row[pair.Key]) && Text(pair.Value) != Text(row[pair.Key]));

    // 12.0 and 12 are one value.
    private static string? Text(JsonNode? value) => value is JsonValue scalar && decimal.TryParse(scalar.ToString(), out var number) ? (number / 1.0000000000000000000000m).ToString() : value?.ToJsonString();
}
