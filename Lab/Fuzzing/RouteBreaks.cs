using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Supertrack.Lab.Fuzzing;

/// <summary>The address changes: a higher version, another name, another host, or gone.</summary>
internal static partial class RouteBreaks
{
    public static void Apply(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        string old = draft.Before["path"]!.ToString();
        int form = dice.Below(100);
        if (form < 45 && Bumped(dice, old) is { } bumped)
        {
            draft.Patch = true;
            draft.After["path"] = bumped;
            Named(draft, old, bumped, guessable: VersionPattern().IsMatch(old) && old.Contains("/v", StringComparison.Ordinal));
            draft.Kinds.Add("path version");
        }
        else if (form < 85)
        {
            draft.Patch = true;
            string renamed = Renamed(dice, old, draft.Resource);
            draft.After["path"] = renamed;
            Named(draft, old, renamed, guessable: false);
            draft.Kinds.Add("path renamed");
        }
        else if (form < 92)
        {
            draft.Unhealable = true;
            draft.After["path"] = $"/portal/{dice.Below(1_000_000):x}/{dice.One("public", "main", "files")}";
            draft.After["old"] = dice.One<JsonObject?>(null, ScenarioDraft.Answer(404, new JsonObject { ["message"] = "Not Found" }), ScenarioDraft.Answer(410, new JsonObject { ["error"] = "This endpoint has been removed." }))?.DeepClone();
            draft.Shows(Stage.Route, "endpoint_removed");
            draft.Kinds.Add("path gone");
        }
        else
        {
            draft.Unhealable = true;
            draft.After["path"] = $"/portal/{dice.Below(1_000_000):x}/{dice.One("public", "main", "files")}";
            draft.After["old"] = ScenarioDraft.Answer(dice.One(301, 308), new JsonObject { ["message"] = "Moved Permanently" }, ("Location", $"https://api.{draft.Resource}-elsewhere.example{draft.After["path"]}"));
            draft.Shows(Stage.Route, "endpoint_moved");
            draft.Kinds.Add("other host");
        }

        if (draft.After["old"] is null)
        {
            draft.After.Remove("old");
        }
    }

    private static string? Bumped(Dice dice, string path)
    {
        Match match = VersionPattern().Match(path);
        if (match.Success)
        {
            return path[..match.Index] + $"/v{int.Parse(match.Groups[1].Value) + dice.One(1, 1, 1, 2)}" + path[(match.Index + match.Length)..];
        }

        return path.Contains("/2.0/", StringComparison.Ordinal) ? path.Replace("/2.0/", dice.One("/2.1/", "/3.0/"))
            : path.Contains("/2023-01/", StringComparison.Ordinal) ? path.Replace("/2023-01/", dice.One("/2024-04/", "/2024-10/"))
            : null;
    }

    private static string Renamed(Dice dice, string path, string resource) => dice.Below(4) switch
    {
        0 => path.Replace(resource, $"{resource}/search"),
        1 => path.Replace(resource, $"crm/{resource}"),
        2 => path.Replace(resource, $"all_{resource}"),
        _ => $"/api/next/{resource}",
    };

    private static void Named(ScenarioDraft draft, string old, string now, bool guessable)
    {
        Dice dice = draft.Dice;
        string version = VersionWord().Match(now) is { Success: true } match ? match.Value.Trim('/') : "";
        string before = VersionWord().Match(old) is { Success: true } first ? first.Value.Trim('/') : "";
        int form = dice.Below(guessable ? 10 : 8);
        if (form == 7 && (version.Length == 0 || before == version))
        {
            form = 0;
        }

        JsonNode Error(int status, string code, string message) => Wording.Error(dice, status, code, message);
        (JsonObject?, string[]) named = form switch
        {
            0 => (ScenarioDraft.Answer(410, Error(410, "gone", "This endpoint is gone."), ("Link", $"<{now}>; rel=\"successor-version\"")), ["endpoint_removed"]),
            1 => (ScenarioDraft.Answer(410, Error(410, "endpoint_removed", $"This endpoint was removed. Please use {now} instead.")), ["endpoint_removed"]),
            2 => (ScenarioDraft.Answer(404, Error(404, "not_found", $"{old} no longer exists, see {now}")), ["endpoint_removed"]),
            3 => (ScenarioDraft.Answer(dice.One(301, 308), new JsonObject { ["message"] = "Moved Permanently" }, ("Location", now)), ["endpoint_moved"]),
            4 => (ScenarioDraft.Answer(301, "", ("Location", now)), ["endpoint_moved"]),
            5 => (ScenarioDraft.Answer(410, $"Gone. The successor of {old} is {now}."), ["endpoint_removed"]),
            6 => (ScenarioDraft.Answer(404, Error(404, "route_not_found", $"No route matches GET {old}. Did you mean '{now}'?")), ["endpoint_removed"]),
            7 => (ScenarioDraft.Answer(dice.One(400, 410, 426), Error(400, "unsupported_api_version", $"API version {before} is no longer supported. The current version is {version}.")), ["version_unsupported"]),
            8 => (null, ["endpoint_removed"]),
            _ => (ScenarioDraft.Answer(404, new JsonObject { ["error"] = "Not Found" }), ["endpoint_removed"]),
        };
        // A version in the sentence says where to go only where the rest of the address stayed.
        if (form == 7 && now != old.Replace(before, version))
        {
            draft.Thin = true;
        }

        draft.After["old"] = named.Item1;
        draft.Shows(Stage.Route, named.Item2);
    }

    [GeneratedRegex(@"/v(\d+)")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"/(?:v\d+|\d+\.\d+|\d{4}-\d\d)/")]
    private static partial Regex VersionWord();
}
