using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Waits;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Takes a sample apart: which form the body has and what it says.</summary>
internal static partial class AnswerReader
{
    /// <summary>A body longer than this is cut for reading; error answers are short.</summary>
    private const int MaxRead = 200_000;

    public static Answer Read(FailureSample sample, DateTimeOffset now)
    {
        var body = sample.Body.Length > MaxRead ? sample.Body[..MaxRead] : sample.Body;
        var form = Form(sample, body, out var json);
        var found = new Findings();
        var said = Look(form, json, body, sample.Status, found);
        Patience.Within(() => HeaderStatements.Read(sample, found));
        if (sample.Error is { } error) found.Message(error, "transport");
        var answer = new Answer
        {
            Sample = sample,
            Form = form,
            Json = json,
            Statements = found.Ordered(),
            Targets = found.Targets,
            Numbers = found.Numbers,
            SaysFailed = said,
            Meant = said ? Meant(sample.Status, form, found) : null,
            Now = ServerDate(sample) ?? now,
        };
        return answer with { Wait = WaitReader.Read(answer) };
    }

    private static int? Meant(int status, BodyForm form, Findings found) => status switch
    {
        >= 200 and < 300 when form is BodyForm.Json or BodyForm.Xml => found.Numbers.Where(n => n.Path.Count(c => c == '.') < 3)
            .Select(n => (int?)n.Code).FirstOrDefault(n => n is 400 or 401 or 402 or 403 or 404 or 405 or 409 or 410 or 422 or 429 or 498 or 500 or 502 or 503 or 504),
        500 when form == BodyForm.Xml && found.Ordered().Any(s => s.Place == "faultcode" && s.Words.StartsWith("client", StringComparison.Ordinal)) => 400,
        _ => null,
    };

    private static bool Look(BodyForm form, JsonNode? json, string body, int status, Findings found)
    {
        switch (form)
        {
            case BodyForm.Json:
                var failed = status is not (>= 200 and < 300) || JsonFailure.IsReported(json) || JsonFailure.Complains(json);
                if (failed) JsonStatements.Read(json, found);
                return failed;
            case BodyForm.Xml:
                return XmlStatements.Read(body, status, found);
            case BodyForm.Html:
                Patience.Within(() => HtmlStatements.Read(body, found, headingsOnly: status is >= 200 and < 300));
                return true;
            case BodyForm.Text when body.Length < 4_000:
                found.Message(body.Trim(), "body");
                return status is not (>= 200 and < 300) || (body.Length < 600 && FailureInText().IsMatch(body)) || JsonFailure.Complains(body);
            default:
                return false;
        }
    }

    private static BodyForm Form(FailureSample sample, string body, out JsonNode? json)
    {
        json = null;
        var text = body.AsSpan().TrimStart().TrimStart('\uFEFF');
        if (text.IsEmpty) return BodyForm.Empty;
        if (text[0] is '{' or '[' or '"')
        {
            try
            {
                json = LenientJson.Parse(text.ToString());
                return BodyForm.Json;
            }
            catch (JsonException)
            {
                return text[0] == '"' ? BodyForm.Text : BodyForm.BrokenJson;
            }
        }

        if (text[0] != '<') return BodyForm.Text;
        var type = sample.Headers.TryGetValue("content-type", out var value) ? value : "";
        var start = text[..Math.Min(text.Length, 2_000)].ToString();
        var html = type.Contains("html", StringComparison.OrdinalIgnoreCase) || HtmlTag().IsMatch(start);
        return html ? BodyForm.Html : BodyForm.Xml;
    }

    [GeneratedRegex(@"<html|<!doctype html|^<(head|body|title|h[1-6]|p|br|b|div|center|pre|script|meta|iframe)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex HtmlTag();

    /// <summary>A short text under a good status that is no data: what is wrong stands at its beginning.</summary>
    [GeneratedRegex(@"^\W*(\w+ ){0,3}(error|exception|fatal|failed|failure|denied|forbidden|unauthorized|too many|limit exceeded|invalid|exceeded)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex FailureInText();

    /// <summary>The server's own clock is the one its reset times are meant by.</summary>
    private static DateTimeOffset? ServerDate(FailureSample sample) =>
        sample.Headers.TryGetValue("date", out var text) && Moments.TryParse(text, out var date) ? date : null;
}
