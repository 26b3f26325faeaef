using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>
/// Tells a JSON body that reports a failure under a good status from one that brings data. It goes by what members are called, whatever their
/// letters and separators (<c>error_code</c>, <c>ErrorCode</c>, <c>Error Message</c>).
/// </summary>
internal static partial class JsonFailure
{
    private static readonly string[] s_failed = ["error", "fail", "failed", "failure", "denied", "unauthorized", "notok", "maintenance", "unavailable", "offline", "false", "ko", "nok"];
    private static readonly string[] s_pending = ["pending", "processing", "queued", "inprogress", "running", "notready"];
    private static readonly string[] s_fine = ["", "0", "none", "null", "ok", "success", "successful", "succeeded", "false", "no error", "no errors", "noerror", "00000", "000"];
    private static readonly string[] s_sentences = ["information", "note", "notice", "message", "msg", "info", "warning", "detail", "description", "errordescription", "reason"];

    public static bool IsReported(JsonNode? root) => root switch
    {
        JsonObject body => Says(body) || Wrapped(body),
        JsonArray { Count: > 0 and < 6 } list => list.All(i => i is JsonObject o && (o.ContainsKey("errorCode") || o.ContainsKey("error"))),
        _ => false,
    };

    private static bool Says(JsonObject body)
    {
        foreach (var (name, value) in body)
        {
            if (Failing(Bare(name), value)) return true;
        }

        return CodeWithMessage(body) || OnlyWords(body) || Pending(body);
    }

    private static bool Failing(string name, JsonNode? value) => name switch
    {
        "ok" or "success" or "succeeded" or "issuccess" or "issuccessful" => value?.GetValueKind() == JsonValueKind.False || Word(value)?.ToLowerInvariant() is "false" or "no",
        "status" or "stat" or "result" or "state" or "ack" or "outcome" or "response" => value?.GetValueKind() == JsonValueKind.False && name is "status" || Word(value) is { } word && (s_failed.Contains(Bare(word)) || FailedStatus().IsMatch(word)),
        "error" or "errors" or "fault" or "err" or "exception" or "exceptions" => IsError(value),
        "errorcode" or "errcode" or "errno" or "errorid" or "errormessage" or "errormessages" or "errormsg" or "errordescription" or "errorsummary" or "faultstring" or "faultcode" => IsError(value),
        "type" => value is not null && Word(value) is "error",
        _ => false,
    };

    /// <summary>No data, and a sentence under the name of one that tells of something refused or missing.</summary>
    public static bool Complains(JsonNode? root) => root is JsonObject body && Complains(body, 0);

    private static bool Complains(JsonObject body, int depth) => body.Count <= 6 && depth < 3 && !body.Any(m => m.Value is JsonArray { Count: > 0 } list && list[0] is JsonObject)
        && body.Any(m => m.Value switch
        {
            JsonObject inner => Complains(inner, depth + 1),
            JsonArray { Count: > 0 and < 4 } list when IsSentence(m.Key) => list.Any(i => Word(i) is { } text && Complaint().IsMatch(text)),
            _ => IsSentence(m.Key) && Word(m.Value) is { } text && Complaint().IsMatch(text),
        });

    private static bool IsSentence(string name) => Bare(name) is "message" or "msg" or "info" or "result" or "reason" or "note" or "notice" or "text" or "messages" or "error"
        || Bare(name).EndsWith("message", StringComparison.Ordinal) || Bare(name).EndsWith("msg", StringComparison.Ordinal);

    /// <summary>One short line of text that is no data and tells of something refused or missing.</summary>
    public static bool Complains(string text) => text.Length < 300 && !text.Trim().Contains('\n') && !Separated().IsMatch(text) && Complaint().IsMatch(text);

    [GeneratedRegex(@"[,;\t|]\S", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Separated();

    [GeneratedRegex(@"^([A-Z]+_)*(ERROR|DENIED|FAILED|FAILURE|LIMIT|EXCEEDED)$|^INVALID(_[A-Z]+)+$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex FailedStatus();

    [GeneratedRegex(@"\b(invalid|illegal|expired|denied|exceed\w*|limit|too (many|frequent\w*)|not (found|exist|authori[sz]ed|allowed|permitted|supported|valid|processed|available)|does ?n[o']t|unauthori[sz]ed|forbidden|deprecated|no longer|required|missing|fail(ed|ure)|error|unavailable|maintenance|blocked|suspended|unknown|reached|retry|try again|unable|cannot|could not)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Complaint();

    /// <summary>The error stands one level down, in an envelope of its own: <c>{"Response": {"Error": {...}}}</c>, <c>{"status": {"error_code": 1008}}</c>, <c>{"meta": {"code": 400}}</c>.</summary>
    private static bool Wrapped(JsonObject body) => body.Count <= 4 && body.Any(member => member.Value is JsonObject inner
        && Bare(member.Key) is not ("data" or "result" or "results" or "extensions" or "item" or "record")
        && (inner.Any(m => Bare(m.Key) is not ("type" or "state" or "result" or "status") && Failing(Bare(m.Key), m.Value)) || (Code(inner["code"]) is >= 400 && !body.ContainsKey("data"))));

    /// <summary>A result that is still being made, with a sentence about it and no data.</summary>
    private static bool Pending(JsonObject body) => Word(body["status"]) is { } status && s_pending.Contains(Bare(status))
        && Sentence(body) is { Length: > 0 } && !body.Any(m => m.Value is JsonArray { Count: > 0 });

    /// <summary>Nothing but a sentence under the name of one: <c>{"Information": "our limit is 25 requests per day"}</c>.</summary>
    private static bool OnlyWords(JsonObject body) =>
        body.Count is 1 or 2 && body.All(member => Word(member.Value) is { } text && text.Contains(' ') && s_sentences.Contains(Bare(member.Key)));

    /// <summary><c>{"code": 40100, "message": "Too many requests"}</c> with no data beside it.</summary>
    private static bool CodeWithMessage(JsonObject body) =>
        body.Where(m => Bare(m.Key) is "code" or "errcode" or "statuscode" or "retcode" or "returncode" or "resultcode" or "cod").Select(m => Code(m.Value)).FirstOrDefault(c => c is not null) is { } code
        && code is not (0 or 1 or (>= 200 and < 300) or 20000)
        && Sentence(body) is { Length: > 0 };

    private static string? Sentence(JsonObject body) =>
        body.Where(m => Bare(m.Key) is "message" or "msg" or "errmsg" or "retmsg" or "returnmsg" or "resultmsg" or "detail" or "details" or "description").Select(m => Word(m.Value)).FirstOrDefault(t => t is not null);

    private static bool IsError(JsonNode? node) => node switch
    {
        JsonObject o => o.Count > 0 && !(Code(o["code"]) == 0),
        JsonArray a => a.Count > 0,
        JsonValue v when v.TryGetValue(out string? s) => !s_fine.Contains(s.Trim().ToLowerInvariant()),
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => Code(v) != 0,
        JsonValue v => v.GetValueKind() == JsonValueKind.True,
        _ => false,
    };

    private static string? Word(JsonNode? node) => node is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static long? Code(JsonNode? node) => node switch
    {
        JsonValue v when v.TryGetValue(out long number) => number,
        JsonValue v when v.TryGetValue(out string? text) && long.TryParse(text, out var number) => number,
        _ => null,
    };
}
