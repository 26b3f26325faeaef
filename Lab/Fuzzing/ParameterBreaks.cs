using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Query parameters and version headers are renamed, removed, required or take other values; the refusal says so in some words.</summary>
internal static class ParameterBreaks
{
    public static void Apply(ScenarioDraft draft)
    {
        var choices = new List<Action<ScenarioDraft>> { Required };
        if (draft.Sent.Count > 0)
        {
            choices.AddRange([Renamed, Renamed, Removed]);
        }

        if (draft.Sent.ContainsKey("status"))
        {
            choices.Add(OtherValues);
        }

        if (draft.SentHeaders.Count > 0)
        {
            choices.AddRange([Version, Version, Version]);
        }

        if (Filter(draft) is not null)
        {
            choices.AddRange([FilterRenamed, FilterRenamed]);
        }

        draft.Dice.One(choices)(draft);
    }

    private static void Renamed(ScenarioDraft draft)
    {
        string name = draft.Dice.One([.. draft.Sent.Keys]);
        string other = name == "status" ? draft.Dice.One("state", "record_status", "filter_status") : draft.Dice.One("include", "with", "expand_fields");
        JsonArray rules = Rules(draft);
        JsonNode rule = rules.First(each => each!["name"]!.ToString() == name)!;
        rules.Remove(rule);
        JsonNode renamed = rule.DeepClone();
        renamed["name"] = other;
        rules.Insert(0, Refusing(draft, name, draft.Dice.One(
            $"unknown parameter '{name}', did you mean '{other}'?", $"Received unknown parameter: {name}. Did you mean {other}?",
            $"The parameter '{name}' was renamed to '{other}'.", $"'{name}' is not supported any more, use '{other}' instead.")));
        rules.Add(renamed);
        Done(draft, "parameter renamed", "parameter_rejected");
    }

    private static void Removed(ScenarioDraft draft)
    {
        string name = draft.Dice.One([.. draft.Sent.Keys]);
        JsonArray rules = Rules(draft);
        rules.Remove(rules.First(each => each!["name"]!.ToString() == name)!);
        if (draft.Dice.Chance(50))
        {
            draft.After["strictParameters"] = true;
            if (draft.Dice.Chance(60))
            {
                draft.After["strictAnswer"] = ScenarioDraft.Answer(draft.Dice.One(400, 422), Wording.Error(draft.Dice, 400, "parameter_unknown", draft.Dice.One("Received unknown parameter: {name}", "Unknown query parameter '{name}'.", "{name}: unrecognized parameter", "Unexpected argument {name}")));
            }
        }
        else
        {
            rules.Insert(0, Refusing(draft, name, draft.Dice.One($"The parameter {name} has been removed.", $"Unsupported parameter: {name}", $"Query parameter {name} is not allowed.")));
        }

        Done(draft, "parameter removed", "parameter_rejected");
    }

    private static void OtherValues(ScenarioDraft draft)
    {
        JsonNode rule = Rules(draft).First(each => each!["name"]!.ToString() == "status")!;
        rule["values"] = new JsonArray("any", "live", "past");
        rule["answer"] = ScenarioDraft.Answer(draft.Dice.One(400, 422), Wording.Error(draft.Dice, 400, "invalid_value", draft.Dice.One(
            "Invalid value '{value}' for status. Allowed values: any, live, past", "status must be one of: any, live, past", "{value} is not a valid choice for status; expected one of 'any', 'live', 'past'.")));
        Done(draft, "parameter values", "parameter_rejected");
    }

    private static void Required(ScenarioDraft draft)
    {
        (string name, string value) = draft.Dice.One(("tz", "UTC"), ("format", "json"), ("locale", "en"), ("include_archived", "true"), ("currency", "EUR"));
        bool named = draft.Dice.Chance(85);
        Rules(draft).Add(new JsonObject
        {
            ["name"] = name,
            ["required"] = true,
            ["values"] = new JsonArray(value),
            ["answer"] = ScenarioDraft.Answer(draft.Dice.One(400, 422), Wording.Error(draft.Dice, 400, "missing_parameter", named
                ? draft.Dice.One($"missing required parameter '{name}' (only '{value}' is supported)", $"The {name} parameter is required. Example: {name}={value}", $"Required parameter {name} is missing; allowed values: {value}", $"Parameter '{name}' is mandatory, e.g. '{value}'")
                : "A required parameter is missing.")),
        });
        if (!named)
        {
            draft.Unhealable = true;
        }

        Done(draft, "parameter required", "parameter_rejected");
    }

    private static void Version(ScenarioDraft draft)
    {
        string old = draft.SentHeaders["X-Api-Version"];
        string now = old switch { "1.4" => draft.Dice.One("1.5", "2.0"), "v7" => draft.Dice.One("v8", "v9"), _ => draft.Dice.One("2024-10-01", "2025-02-15") };
        string wanted = draft.Dice.One(
            $"API version {old} is no longer supported. Please use {now}.", $"Version {old} was retired. Supported versions: {now}", $"X-Api-Version {old} has been sunset; the oldest supported version is {now}.",
            $"Unsupported API version '{old}'. Current version: {now}");
        JsonNode rule = Rules(draft).First(each => each!["name"]!.ToString() == "X-Api-Version")!;
        rule["values"] = new JsonArray(now);
        rule["answer"] = ScenarioDraft.Answer(draft.Dice.One(400, 400, 410, 426), Wording.Error(draft.Dice, 400, "version_not_supported", wanted));
        Done(draft, "header version", "version_unsupported");
    }

    private static void FilterRenamed(ScenarioDraft draft)
    {
        JsonNode rule = Filter(draft)!;
        string name = rule["name"]!.ToString();
        string other = draft.Dice.One("updated_after", "from_date", "changed_since");
        rule["name"] = other;
        Rules(draft).Insert(0, Refusing(draft, name, draft.Dice.One($"Unknown parameter '{name}'. Did you mean '{other}'?", $"{name} is deprecated and no longer accepted; use {other}", $"Received unknown parameter: {name}")));
        Done(draft, "filter renamed", "parameter_rejected");
    }

    private static JsonNode? Filter(ScenarioDraft draft) => Rules(draft).FirstOrDefault(each => each!["filter"] is not null);

    private static JsonArray Rules(ScenarioDraft draft) => (JsonArray)draft.After["parameters"]!;

    private static JsonObject Refusing(ScenarioDraft draft, string name, string message) => new()
    {
        ["name"] = name,
        ["rejected"] = true,
        ["answer"] = ScenarioDraft.Answer(draft.Dice.One(400, 400, 422), Wording.Error(draft.Dice, 400, "parameter_unknown", message)),
    };

    private static void Done(ScenarioDraft draft, string kind, string name)
    {
        draft.Patch = true;
        draft.Shows(Stage.Parameter, name);
        draft.Kinds.Add(kind);
    }
}
