using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>What goes around the records: the envelope, faults, limits, notices, order.</summary>
internal static class AnswerBreaks
{
    public static void Envelope(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        string old = draft.Before["envelope"]!.ToString();
        bool keyed = draft.After["keyedBy"] is not null;
        string now = dice.One("data", "payload.rows", "result.items", $"response.{draft.Resource}", "list", $"{draft.Resource}_list.entries", "");
        // Members that lead to the next page need room beside the records.
        if (now.Length == 0 && (draft.Paging(draft.After)["type"]!.ToString() is "cursor" or "next_url" || draft.Paging(draft.After).ContainsKey("total") || draft.After["body"] is not null || draft.After["keyedBy"] is not null))
        {
            now = "content";
        }

        if (now == old)
        {
            return;
        }

        draft.After["envelope"] = now;
        if (dice.Chance(20) && !keyed && now.Length > 0 && draft.KeyNow is { } unique)
        {
            draft.After["keyedBy"] = unique;
        }

        if (dice.Chance(40) && now.Length > 0)
        {
            var body = draft.After["body"]?.DeepClone() as JsonObject ?? [];
            body["related"] = new JsonArray([.. Enumerable.Range(1, 3).Select(at => (JsonNode)new JsonObject { ["id"] = at * 3, ["kind"] = "link", ["name"] = $"Related {at}" })]);
            draft.After["body"] = body;
        }

        draft.Patch = true;
        draft.Shows(Stage.Content, "schema_drift");
        draft.Kinds.Add("envelope moved");
    }

    public static void Fault(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        bool paged = draft.Paging(draft.After)["type"]!.ToString() != "none";
        int at = paged ? dice.Between(1, 3) : 1;
        int times = dice.Chance(12) ? -1 : dice.Between(1, 3);
        (JsonObject fault, string kind) = dice.Below(10) switch
        {
            0 => (new JsonObject { ["status"] = 503 }, "transient"),
            1 => (new JsonObject { ["status"] = 500, ["body"] = new JsonObject { ["error"] = "internal_server_error" } }, "transient"),
            2 => (new JsonObject { ["status"] = 502, ["body"] = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>" }, "transient"),
            3 => (new JsonObject { ["truncate"] = dice.Between(40, 400) }, "transient"),
            4 => (new JsonObject { ["status"] = 503, ["headers"] = new JsonObject { ["Retry-After"] = "1" }, ["body"] = new JsonObject { ["message"] = "We are down for scheduled maintenance." } }, "maintenance"),
            5 => (new JsonObject { ["status"] = 200, ["body"] = "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We'll be right back</h1><p>Scheduled maintenance in progress.</p></body></html>" }, "maintenance"),
            6 => (new JsonObject { ["status"] = 200, ["body"] = new JsonObject { ["error"] = new JsonObject { ["code"] = "temporarily_unavailable", ["message"] = "The service is temporarily unavailable, try again later." } } }, "transient"),
            7 => (new JsonObject { ["status"] = 429, ["headers"] = new JsonObject { ["Retry-After"] = "1" }, ["body"] = new JsonObject { ["error"] = "too_many_requests" } }, "rate_limited"),
            8 => (new JsonObject { ["status"] = 504, ["body"] = "upstream request timeout" }, "transient"),
            _ => (new JsonObject { ["status"] = 409, ["body"] = new JsonObject { ["error"] = "locked", ["message"] = "The resource is locked by another process, retry in a moment." } }, "transient"),
        };
        if (times < 0)
        {
            (fault, kind) = dice.Below(4) switch
            {
                0 => (new JsonObject { ["status"] = 200, ["body"] = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action=\"/login\" method=\"post\"><input name=\"username\"><input type=\"password\" name=\"password\"></form></body></html>" }, "unexpected_content"),
                1 => (new JsonObject { ["status"] = 403, ["headers"] = new JsonObject { ["cf-mitigated"] = "challenge", ["server"] = "cloudflare" }, ["body"] = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>" }, "blocked"),
                2 => (new JsonObject { ["status"] = 429, ["headers"] = new JsonObject { ["Retry-After"] = "86400" }, ["body"] = new JsonObject { ["error"] = "quota_exceeded", ["message"] = "Your monthly quota has been exceeded." } }, "quota_exhausted"),
                _ => (new JsonObject { ["status"] = 500, ["body"] = new JsonObject { ["error"] = "internal_server_error" } }, "transient"),
            };
            at = 1;
            draft.Unhealable = true;
        }

        fault["at"] = at;
        fault["times"] = times;
        (draft.After["faults"] ??= new JsonArray()).AsArray().Add(fault);
        draft.Shows(at == 1 ? Stage.FirstFault : Stage.Later, kind);
        draft.Kinds.Add(times < 0 ? $"{kind} for good" : $"{kind} for a while");
    }

    public static void Limit(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        int pages = draft.Data.Count / (draft.Paging(draft.After)["size"]?.GetValue<int>() ?? draft.Data.Count);
        if (pages < 4)
        {
            return;
        }

        draft.After["limits"] = new JsonObject
        {
            ["requests"] = dice.Between(2, Math.Min(6, pages - 1)),
            ["perSeconds"] = 1,
            ["header"] = dice.One("Retry-After", "Retry-After-Date", "X-RateLimit-Reset", "RateLimit", "none"),
        };
        if (dice.Chance(30))
        {
            draft.After["limits"]!["status"] = dice.One(403, 503, 429);
            draft.After["limits"]!["body"] = Wording.Error(dice, 429, "rate_limit_exceeded", dice.One("API rate limit exceeded", "Too many requests, slow down.", "You have exceeded your request limit. Retry after {wait} seconds."));
        }

        draft.Shows(Stage.Later, "rate_limited");
        draft.Kinds.Add("limit");
    }

    /// <summary>What should disturb nobody: another order, further members, an announcement.</summary>
    public static void Harmless(ScenarioDraft draft)
    {
        switch (draft.Dice.Below(3))
        {
            case 0:
                draft.After["sort"] = new JsonObject { ["by"] = draft.KeyNow ?? draft.Data.Key[^1], ["direction"] = "desc" };
                draft.Kinds.Add("order");
                break;
            case 1 when draft.After["envelope"]!.ToString().Length > 0:
                var body = draft.After["body"]?.DeepClone() as JsonObject ?? [];
                body["meta_info"] = new JsonObject { ["generated"] = "2025-01-01", ["node"] = "b7" };
                draft.After["body"] = body;
                draft.Kinds.Add("further members");
                break;
            default:
                draft.After["headers"] = new JsonObject { ["Deprecation"] = "true", ["Sunset"] = "Sat, 31 Dec 2033 23:59:59 GMT" };
                draft.Kinds.Add("announcement");
                break;
        }
    }
}
