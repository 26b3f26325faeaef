using System.Text.Json.Nodes;
using Supertrack.Lab.Manifests;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Fuzzing;

/// <summary>
/// Makes up healing scenarios: a data set, an API over it, and one to eight changes of all kinds that the scenario format knows. What must
/// come of each is computed from how it was made, so that a healing can be judged without a person.
/// </summary>
public static class ScenarioFuzzer
{
    /// <summary>The scenario of a seed; the same on every machine.</summary>
    public static FuzzedScenario Make(long seed)
    {
        var draft = new ScenarioDraft((ulong)seed);
        bool graph = draft.Dice.Chance(10);
        if (graph)
        {
            GraphQlApi.Build(draft);
        }
        else
        {
            BaseApi.Build(draft);
        }

        var fields = new FieldBreaks(draft);
        Change(draft, fields, graph);
        return Whole(draft, fields, seed);
    }

    private static void Change(ScenarioDraft draft, FieldBreaks fields, bool graph)
    {
        Dice dice = draft.Dice;
        int changes = dice.Chance(8) ? 0 : dice.Between(1, 8);
        var kinds = graph ? ["field", "field", "fault", "credential", "graph"] : new List<string> { "route", "credential", "parameter", "paging", "envelope", "field", "field", "field", "key", "fault", "limit", "harmless" };
        var once = new HashSet<string>();
        for (int change = 0; change < changes; change++)
        {
            string kind = dice.One(kinds);
            // One fault of a kind is enough; fields may change as often as they like.
            if (kind != "field" && !once.Add(kind))
            {
                kind = "field";
            }

            if (kind == "limit" && !dice.Chance(40))
            {
                continue;
            }

            Apply(kind, draft, fields);
        }
    }

    private static void Apply(string kind, ScenarioDraft draft, FieldBreaks fields)
    {
        switch (kind)
        {
            case "graph": GraphQlApi.Break(draft); break;
            case "route": RouteBreaks.Apply(draft); break;
            case "credential": CredentialBreaks.Apply(draft); break;
            case "parameter": ParameterBreaks.Apply(draft); break;
            case "paging": PagingBreaks.Apply(draft); break;
            case "envelope": AnswerBreaks.Envelope(draft); break;
            case "key": fields.ApplyToKey(); break;
            case "fault": AnswerBreaks.Fault(draft); break;
            case "limit": AnswerBreaks.Limit(draft); break;
            case "harmless": AnswerBreaks.Harmless(draft); break;
            default: fields.Apply(); break;
        }
    }

    private static FuzzedScenario Whole(ScenarioDraft draft, FieldBreaks fields, long seed)
    {
        int count = draft.Data.Count;
        bool written = fields.Steps.Contains(null);
        bool graph = draft.Before["graphql"] is not null;
        int fresh = draft.Dice.Chance(35) && !graph ? draft.Dice.Between(1, 15) : 0;
        List<JsonObject> truth = [.. Enumerable.Range(0, count + fresh).Select(draft.Data.Record)];
        if (fields.Any && !written && fresh == 0)
        {
            draft.After["transform"] = new JsonArray([.. fields.Steps.Select(step => step!.DeepClone())]);
        }
        else if (fields.Any || fresh > 0)
        {
            draft.After["records"] = new JsonArray([.. truth.Select((record, index) => Deleted(draft, index, count) ? null : Changed(record, index, fields))]);
        }

        JsonObject json = Json(draft, truth.Take(count), $"fuzz-{seed}");
        return new FuzzedScenario
        {
            Name = $"fuzz-{seed}",
            Json = json,
            Healable = !draft.Unhealable,
            Thin = draft.Thin || fields.Changes.Count > draft.Data.Columns.Count / 2,
            Classes = draft.FirstClasses,
            Truth = truth,
            Known = count,
            Lost = draft.Lost,
            Kinds = draft.Kinds,
        };
    }

    private static bool Deleted(ScenarioDraft draft, int index, int count) => index < count && draft.Dice.Chance(draft.Deleted);

    private static JsonObject Changed(JsonObject record, int index, FieldBreaks fields)
    {
        var changed = (JsonObject)record.DeepClone();
        foreach (Action<JsonObject, int> change in fields.Changes)
        {
            change(changed, index);
        }

        return changed;
    }

    private static JsonObject Json(ScenarioDraft draft, IEnumerable<JsonObject> records, string name)
    {
        var json = new JsonObject
        {
            ["name"] = name,
            ["resource"] = draft.Resource,
            ["primaryKey"] = new JsonArray([.. draft.Data.Key.Select(part => (JsonNode)part)]),
            ["kinds"] = new JsonArray([.. draft.Kinds.Select(kind => (JsonNode)kind)]),
            ["config"] = draft.Config.DeepClone(),
            ["expect"] = new JsonObject
            {
                ["healable"] = !draft.Unhealable,
                ["outcome"] = draft.Unhealable ? "escalated" : draft.Patch ? "healed" : draft.Quiet ? "unchanged" : "recovered",
                ["class"] = draft.FirstClasses.Count > 0 ? draft.FirstClasses[0] : null,
                ["columnsLost"] = new JsonArray([.. draft.Lost.Order().Select(column => (JsonNode)column)]),
            },
            ["versions"] = new JsonArray(draft.Before.DeepClone(), draft.After.DeepClone()),
            ["records"] = new JsonArray([.. records.Select(record => record.DeepClone())]),
        };
        if (draft.Data.CursorField is { } cursor)
        {
            json["cursorField"] = cursor;
        }

        // Some come without a manifest: whoever heals them writes one.
        if (draft.Sent.Count + draft.SentHeaders.Count > 0 || !draft.Dice.Chance(20))
        {
            Scenario scenario = Scenario.Parse(json.ToJsonString(), name);
            json["manifest"] = ManifestDraft.Of(scenario, draft.Sent, draft.SentHeaders).ToJsonString();
        }

        return json;
    }
}
