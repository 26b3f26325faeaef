using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Answers;

/// <summary>Turns the answers of a scenario, and the default ones, into replies.</summary>
internal static class AnswerReply
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The scenario's answer with its blanks filled in; what it leaves out comes from the default.</summary>
    public static Reply Of(Answer? answer, Blanks blanks, int status, Func<int, Reply> otherwise)
    {
        if (answer is null)
        {
            return otherwise(status);
        }

        status = answer.Status ?? status;
        Reply reply = answer.Body is not null ? WithBody(answer, status, blanks)
            : status >= 400 ? Problem(status, null)
            : new Reply { Status = status };
        foreach ((string name, string value) in answer.Headers)
        {
            if (!name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                reply.With(name, blanks.Fill(value));
            }
        }

        return reply;
    }

    /// <summary>An answer in the form of RFC 9457.</summary>
    public static Reply Problem(int status, string? detail, params (string Name, JsonNode? Value)[] more)
    {
        var problem = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
        };
        if (detail is not null)
        {
            problem["detail"] = detail;
        }

        foreach ((string name, JsonNode? value) in more)
        {
            problem[name] = value;
        }

        return Json(problem, status, "application/problem+json");
    }

    public static Reply Json(JsonNode? body, int status = 200, string contentType = "application/json") =>
        new() { Status = status, ContentType = contentType, Body = JsonSerializer.SerializeToUtf8Bytes(body, Plain) };

    private static Reply WithBody(Answer answer, int status, Blanks blanks)
    {
        answer.Headers.TryGetValue("Content-Type", out string? contentType);
        if (answer.Body is JsonValue value && value.TryGetValue(out string? text))
        {
            contentType ??= text.TrimStart().StartsWith('<') ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
            return new Reply { Status = status, ContentType = contentType, Body = Encoding.UTF8.GetBytes(blanks.Fill(text)) };
        }

        return Json(blanks.Fill(answer.Body), status, contentType ?? "application/json");
    }
}
