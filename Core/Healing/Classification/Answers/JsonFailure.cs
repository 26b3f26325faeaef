using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Tells a JSON body that reports a failure under a good status from one that brings data.</summary>
internal static class JsonFailure
{
    private static readonly string[] s_failed = ["error", "fail", "failed", "failure", "denied", "unauthorized", "not_ok", "maintenance", "unavailable", "offline"];

    public static bool IsReported(JsonNode? root) => root switch
    {
        JsonObject body => Says(body),
        JsonArray { Count: > 0 and < 6 } list => list.All(i => i is JsonObject o && (o.ContainsKey("errorCode") || o.ContainsKey("error"))),
        _ => false,
    };

    private static bool Says(JsonObject body) =>
        IsFalse(body["ok"]) || IsFalse(body["success"]) || IsFalse(body["succeeded"]) || IsFalse(body["status"])
        || Word(body["status"]) is { } status && s_failed.Contains(status, StringComparer.OrdinalIgnoreCase)
        || Word(body["stat"]) is "fail"
        || IsError(body["error"]) || IsError(body["errors"]) || IsError(body["Error"]) || IsError(body["Errors"]) || IsError(body["fault"]) || IsError(body["Fault"])
        || Has(body, "error_code") || Has(body, "errorCode") || Has(body, "error_message") || Has(body, "errorMessage") || Has(body, "error_id")
        || Has(body, "errorMessages") || Has(body, "faultstring") || Has(body, "__type")
        || CodeWithMessage(body) || OnlyWords(body);

    /// <summary>Nothing but a sentence under the name of one: <c>{"Information": "our limit is 25 requests per day"}</c>.</summary>
    private static bool OnlyWords(JsonObject body) =>
        body.Count is 1 or 2 && body.All(member => Word(member.Value) is { } text && text.Contains(' ')
            && member.Key.ToLowerInvariant() is "information" or "note" or "notice" or "message" or "msg" or "info" or "warning" or "detail" or "description" or "error_description" or "reason");

    private static bool IsFalse(JsonNode? node) => node?.GetValueKind() == JsonValueKind.False;

    private static string? Word(JsonNode? node) => node is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    private static bool IsError(JsonNode? node) => node switch
    {
        JsonObject o => o.Count > 0 && !(Code(o["code"]) == 0),
        JsonArray a => a.Count > 0,
        JsonValue v when v.TryGetValue(out string? s) => s.Length > 0,
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => Code(v) != 0,
        JsonValue v => v.GetValueKind() == JsonValueKind.True,
        _ => false,
    };

    private static bool Has(JsonObject body, string name) => body[name] switch
    {
        null => false,
        JsonValue v when v.TryGetValue(out string? s) => s.Length > 0 && s is not "0",
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => Code(v) != 0,
        JsonArray a => a.Count > 0,
        _ => true,
    };

    /// <summary><c>{"code": 40100, "message": "Too many requests"}</c> with no data beside it.</summary>
    private static bool CodeWithMessage(JsonObject body) =>
        (Code(body["code"]) ?? Code(body["errcode"]) ?? Code(body["status_code"]) ?? Code(body["statusCode"])) is { } code
        && code is not (0 or 1 or (>= 200 and < 300))
        && (Word(body["message"]) ?? Word(body["msg"]) ?? Word(body["errmsg"]) ?? Word(body["detail"])) is { Length: > 0 };

    private static long? Code(JsonNode? node) => node switch
    {
        JsonValue v when v.TryGetValue(out long number) => number,
        JsonValue v when v.TryGetValue(out string? text) && long.TryParse(text, out var number) => number,
        _ => null,
    };
}
