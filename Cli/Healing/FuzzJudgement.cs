using System.Text.Json.Nodes;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Rows;
using Supertrack.Lab.Fuzzing;

namespace Supertrack.Cli.Healing;

/// <summary>What a healing of a made-up scenario got right, against what is known from how it was made.</summary>
/// <param name="Ended">Healed, recovered or unchanged where a repair is possible; escalated where none is.</param>
/// <param name="Lost">Entities of version 0 that are not stored, and new ones that a healing should have brought.</param>
/// <param name="Doubled">Stored rows beyond the entities there are.</param>
/// <param name="Wrong">Stored values that are neither the entity's nor missing.</param>
/// <param name="Missed">Columns that could have been mapped and were given up; their old values are kept.</param>
internal sealed record FuzzJudgement(bool Ended, bool ClassRight, int Lost, int Doubled, int Wrong, IReadOnlyList<string> Missed, string? FirstWrong)
{
    public bool Right => Ended && Lost + Doubled + Wrong == 0;

    public static FuzzJudgement Of(FuzzedScenario scenario, HealingResult result)
    {
        var escalated = result.Outcome == HealingOutcome.Escalated;
        var stored = result.Rows;
        var keys = ((JsonArray)scenario.Json["primaryKey"]!).Select(part => part!.ToString()).ToList();
        var (lost, wrong, met) = (0, 0, 0);
        string? first = null;
        for (var index = 0; index < scenario.Truth.Count; index++)
        {
            var truth = scenario.Truth[index];
            if (stored.Find(RowSet.KeyOf(truth, keys)!) is not { } row)
            {
                if (index < scenario.Known || !escalated) lost++;
                continue;
            }
            met++;
            foreach (var (name, value) in truth.Where(pair => !Same(pair.Value, row[pair.Key])))
            {
                // A new entity has no old value to keep in a column that is gone.
                if (index >= scenario.Known && IsMissing(row[name])) continue;
                wrong++;
                first ??= $"{name} of {index}: {row[name]?.ToJsonString() ?? "null"} for {value?.ToJsonString() ?? "null"}";
            }
        }
        var missed = result.Columns.Where(column => column.Fate == Fate.Lost && !scenario.Lost.Contains(column.Path.Split('.', '[')[0])).Select(column => column.Path).ToList();
        return new FuzzJudgement(
            scenario.Thin || escalated != scenario.Healable,
            scenario.Classes.Count == 0 ? result.Class is "" or "deprecation_notice" : scenario.Classes.Contains(result.Class),
            lost, stored.Count - met, wrong, missed, first);
    }

    private static bool IsMissing(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.All(IsMissing),
        JsonObject map => map.All(pair => IsMissing(pair.Value)),
        _ => false,
    };

    private static bool Same(JsonNode? truth, JsonNode? stored) => truth switch
    {
        JsonObject map => stored is JsonObject other && map.All(pair => Same(pair.Value, other[pair.Key])),
        JsonArray list => stored is JsonArray other && list.Count == other.Count && list.Zip(other).All(pair => Same(pair.First, pair.Second)),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => stored is JsonValue other && other.GetValueKind() == System.Text.Json.JsonValueKind.Number && decimal.Parse(value.ToString(), System.Globalization.NumberStyles.Float) == decimal.Parse(other.ToString(), System.Globalization.NumberStyles.Float),
        _ => JsonNode.DeepEquals(truth, stored),
    };
}
