using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Makes up the API of version 0.</summary>
internal static class BaseApi
{
    public static void Build(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        JsonObject version = draft.Before;
        version["path"] = dice.One("/v1/{0}", "/v2/{0}", "/api/v1/{0}", "/api/v3/{0}", "/rest/2.0/{0}", "/2023-01/{0}", "/api/{0}", "/{0}.json", "/{0}", "/v1/accounts/77/{0}").Replace("{0}", draft.Resource);
        version["method"] = "GET";
        version["auth"] = Auth(draft);
        version["envelope"] = dice.One("", "data", "items", draft.Resource, "data.items", "results", "response.records", $"_embedded.{draft.Resource}");
        version["pagination"] = Paging(dice, draft);
        Parameters(draft);
        if (dice.Chance(30) && version["envelope"]!.ToString().Length > 0)
        {
            version["body"] = dice.One(new JsonObject { ["success"] = true }, new JsonObject { ["object"] = "list" }, new JsonObject { ["request_id"] = "r-77", ["warnings"] = new JsonArray() }).DeepClone();
        }

        if (dice.Chance(15) && version["envelope"]!.ToString().Length > 0 && draft.Data.Unique is { } unique)
        {
            version["keyedBy"] = unique;
        }

        draft.After = (JsonObject)version.DeepClone();
    }

    private static JsonObject Auth(ScenarioDraft draft)
    {
        string form = draft.Dice.One("none", "header", "header", "query", "bearer", "bearer", "scheme", "basic", "oauth");
        if (form is not ("none" or "oauth"))
        {
            draft.Config["api_key"] = $"k-{draft.Dice.Below(100_000)}x";
        }

        switch (form)
        {
            case "header": return new JsonObject { ["type"] = "api_key", ["in"] = "header", ["name"] = draft.Dice.One("X-Api-Key", "X-Auth-Token", "Api-Key", "X-Access-Key") };
            case "query": return new JsonObject { ["type"] = "api_key", ["in"] = "query", ["name"] = draft.Dice.One("api_key", "apikey", "key", "token") };
            case "bearer": return new JsonObject { ["type"] = "bearer" };
            case "scheme": return new JsonObject { ["type"] = "api_key", ["in"] = "header", ["name"] = "Authorization", ["scheme"] = draft.Dice.One("Token", "ApiKey") };
            case "basic": return new JsonObject { ["type"] = "basic", ["username"] = "api_key" };
            case "oauth":
                draft.Config["client_id"] = "app-1";
                draft.Config["client_secret"] = "sec-9";
                if (draft.Dice.Chance(60))
                {
                    draft.Config["refresh_token"] = "rt-3";
                }

                return new JsonObject { ["type"] = "oauth", ["tokenPath"] = draft.Dice.One("/oauth/token", "/oauth2/token") };
            default: return new JsonObject { ["type"] = "none" };
        }
    }

    private static JsonObject Paging(Dice dice, ScenarioDraft draft)
    {
        string envelope = draft.Before["envelope"]!.ToString();
        return PagingForms.Draw(dice, envelope, dice.One(20, 25, 30, 40, 50), draft.Data.Unique);
    }

    private static void Parameters(ScenarioDraft draft)
    {
        var rules = new JsonArray();
        if (draft.Dice.Chance(30))
        {
            rules.Add(new JsonObject { ["name"] = "status", ["values"] = new JsonArray("all", "current", "archived") });
            draft.Sent["status"] = "all";
        }

        if (draft.Dice.Chance(20))
        {
            rules.Add(new JsonObject { ["name"] = "expand" });
            draft.Sent["expand"] = "owner";
        }

        if (draft.Dice.Chance(25))
        {
            string version = draft.Dice.One("2023-04-01", "2022-11-15", "1.4", "v7");
            rules.Add(new JsonObject { ["name"] = "X-Api-Version", ["in"] = "header", ["required"] = true, ["values"] = new JsonArray(version) });
            draft.SentHeaders["X-Api-Version"] = version;
        }

        if (draft.Data.CursorField is { } cursor)
        {
            rules.Add(new JsonObject { ["name"] = draft.Dice.One($"{cursor}[gte]", "since", "modified_since"), ["filter"] = new JsonObject { ["field"] = cursor, ["op"] = "gte" } });
            draft.Config["start_date"] = "2015-01-01T00:00:00Z";
        }

        draft.Before["parameters"] = rules;
        draft.Before["strictParameters"] = draft.Dice.Chance(40);
    }
}
