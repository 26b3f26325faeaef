using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>The credential goes to another place, or no place will do.</summary>
internal static class CredentialBreaks
{
    public static void Apply(ScenarioDraft draft)
    {
        string type = draft.Auth(draft.Before)["type"]!.ToString();
        if (type == "none")
        {
            return;
        }

        if (type == "oauth")
        {
            Tokens(draft);
            return;
        }

        if (draft.Dice.Chance(12))
        {
            Refused(draft);
        }
        else if (draft.Dice.Chance(12))
        {
            Second(draft);
        }
        else
        {
            Moved(draft);
        }
    }

    private static void Tokens(ScenarioDraft draft)
    {
        JsonObject auth = draft.Auth(draft.After);
        switch (draft.Dice.Below(3))
        {
            case 0:
                auth["revoked"] = true;
                draft.Unhealable = true;
                draft.Shows(Stage.Credential, "auth_revoked", "auth_expired");
                draft.Kinds.Add("grant revoked");
                break;
            default:
                auth["uses"] = draft.Dice.Between(2, 3);
                if (draft.Dice.Chance(50))
                {
                    auth["expired"] = ScenarioDraft.Answer(401, Wording.Error(draft.Dice, 401, "token_expired", draft.Dice.One("The access token expired", "Token has expired", "Your session has expired, please obtain a new access token.")));
                }

                draft.Shows(Stage.Later, "auth_expired");
                draft.Kinds.Add("token expires");
                break;
        }
    }

    private static void Refused(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        (int status, string code, string message, string kind) = dice.One<(int, string, string, string)>(
            (401, "invalid_api_key", "The API key provided is not valid.", "auth_invalid"),
            (403, "insufficient_scope", "This token lacks the required scope read:all. Ask an administrator to grant it.", "permission_denied"),
            (401, "token_revoked", "This token has been revoked.", "auth_revoked"),
            (402, "payment_required", "Your subscription is past due. Update your billing details.", "account_problem"),
            (403, "account_suspended", "Your account has been suspended.", "account_problem"));
        JsonObject auth = draft.Auth(draft.After);
        auth[auth["type"]!.ToString() == "basic" ? "username" : "credential"] = "another_key";
        auth["answer"] = ScenarioDraft.Answer(status, Wording.Error(dice, status, code, message));
        draft.Unhealable = true;
        draft.Shows(Stage.Credential, kind);
        draft.Kinds.Add(code);
    }

    private static void Second(ScenarioDraft draft)
    {
        draft.Config["account_id"] = $"ac-{draft.Dice.Below(9000)}";
        draft.After["auth"] = new JsonArray(
            draft.After["auth"]!.DeepClone(),
            new JsonObject
            {
                ["type"] = "api_key",
                ["in"] = "header",
                ["name"] = "X-Account-Id",
                ["credential"] = "account_id",
                ["answer"] = ScenarioDraft.Answer(draft.Dice.One(401, 403), Wording.Error(draft.Dice, 401, "account_missing", draft.Dice.One("Missing header: X-Account-Id", "Send your account in the X-Account-Id header.", "The X-Account-Id header is required."))),
            });
        draft.Patch = true;
        draft.Shows(Stage.Credential, "auth_invalid", "parameter_rejected", "configuration");
        draft.Kinds.Add("second credential");
    }

    private static void Moved(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        JsonObject before = draft.Auth(draft.Before);
        (JsonObject auth, string message) = Target(draft);
        if (auth.ToJsonString() == before.ToJsonString())
        {
            return;
        }

        int status = dice.One(401, 401, 401, 403);
        auth["answer"] = ScenarioDraft.Answer(status, Wording.Error(dice, status, dice.One("missing_credentials", "unauthorized", "authentication_required"), message));
        draft.After["auth"] = auth;
        draft.Patch = true;
        draft.Shows(Stage.Credential, "auth_invalid");
        draft.Kinds.Add("credential moved");
    }

    private static (JsonObject Auth, string Message) Target(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        string header = dice.One($"X-{char.ToUpperInvariant(draft.Resource[0])}{draft.Resource[1..]}-Key", "X-Service-Token", "Api-Token", "X-App-Key");
        switch (dice.Below(5))
        {
            case 0 or 1:
                return (new JsonObject { ["type"] = "api_key", ["in"] = "header", ["name"] = header },
                    dice.One($"Send your token in the {header} header.", $"Missing header: {header}", $"Use the header '{header}' to authenticate.", $"Authentication moved: pass the key as {header}."));
            case 2:
                return (new JsonObject { ["type"] = "bearer" },
                    dice.One("Use a Bearer token in the Authorization header.", "Authorization header with Bearer scheme required.", "Authenticate with 'Authorization: Bearer <api key>'."));
            case 3:
                string scheme = dice.One("Token", "Token", "ApiKey");
                return (new JsonObject { ["type"] = "api_key", ["in"] = "header", ["name"] = "Authorization", ["scheme"] = scheme },
                    dice.One($"Send 'Authorization: {scheme} <key>'.", $"Expected the Authorization header with the {scheme} scheme."));
            default:
                string name = dice.One("access_key", "apiKey", "auth_token");
                return (new JsonObject { ["type"] = "api_key", ["in"] = "query", ["name"] = name },
                    dice.One($"Pass the key as query parameter '{name}'.", $"Missing query parameter {name}.", $"The {name} query parameter is required."));
        }
    }
}
