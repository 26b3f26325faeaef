using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>An API that is asked in GraphQL: fields are renamed or leave, and the schema tells or does not.</summary>
internal static class GraphQlApi
{
    public static void Build(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        string field = draft.Resource;
        draft.Config["api_key"] = "gq-1";
        draft.Before["path"] = dice.One("/graphql", "/api/graphql", "/v1/graphql");
        draft.Before["method"] = "POST";
        draft.Before["auth"] = new JsonObject { ["type"] = "bearer" };
        draft.Before["parameters"] = new JsonArray();
        draft.Before["envelope"] = $"data.{field}.nodes";
        draft.Before["pagination"] = new JsonObject
        {
            ["type"] = "cursor",
            ["cursorParam"] = "after",
            ["sizeParam"] = "first",
            ["size"] = 40,
            ["maxSize"] = 100,
            ["cursorFrom"] = $"data.{field}.pageInfo.endCursor",
            ["hasMore"] = $"data.{field}.pageInfo.hasNextPage",
        };
        draft.Before["graphql"] = new JsonObject { ["field"] = field, ["type"] = char.ToUpperInvariant(field[0]) + field[1..^1], ["suggest"] = dice.Chance(50), ["introspection"] = dice.Chance(60) };
        draft.After = (JsonObject)draft.Before.DeepClone();
    }

    /// <summary>The root field, the list inside it or an argument gets another name.</summary>
    public static void Break(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        JsonObject graph = (JsonObject)draft.After["graphql"]!;
        JsonObject paging = draft.Paging(draft.After);
        string old = graph["field"]!.ToString();
        string field = old;
        string nodes = "nodes";
        switch (dice.Below(2))
        {
            case 0:
                field = dice.One($"{old}List", $"all{char.ToUpperInvariant(old[0])}{old[1..]}");
                break;
            default:
                nodes = dice.One("items", "records");
                break;
        }

        graph["field"] = field;
        draft.After["envelope"] = $"data.{field}.{nodes}";
        paging["cursorFrom"] = $"data.{field}.pageInfo.endCursor";
        paging["hasMore"] = $"data.{field}.pageInfo.hasNextPage";
        // Without a suggestion or a schema nothing says what the new name is.
        if (!(bool)graph["suggest"]! && !(bool)graph["introspection"]!)
        {
            draft.Unhealable = true;
        }
        else if (!(bool)graph["introspection"]!)
        {
            draft.Thin = true;
        }

        draft.Patch = true;
        draft.Shows(Stage.Content, "field_unknown", "schema_drift", "data_quality");
        draft.Kinds.Add(field == old ? "graph list renamed" : "graph root renamed");
    }
}
