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
            ["type"] = "cursor", ["cursorParam"] = "after", ["sizeParam"] = "first", ["size"] = 40, ["maxSize"] = 100,
            ["cursorFrom"] = $"data.{field}.pageInfo.endCursor", ["hasMore"] = $"data.{field}.pageInfo.hasNextPage",
        };
        draft.Before["graphql"] = new JsonObject { ["field"] = field, ["type"] = char.ToUpperInvariant(field[0]) + field[1..^1], ["suggest"] = dice.Chance(50), ["introspection"] = dice.Chance(60) };
        draft.After = (JsonObject)draft.Before.DeepClone();
    }
}
