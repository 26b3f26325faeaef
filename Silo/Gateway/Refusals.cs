using Microsoft.AspNetCore.Diagnostics;

namespace Supertrack.Silo.Gateway;

/// <summary>Answers without a body that the framework gives (no such route, wrong method, wrong content type), as problem documents.</summary>
internal static class Refusals
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var (code, message) = http.Response.StatusCode switch
        {
            404 => ("not_found", $"There is nothing at {http.Request.Path}. GET /openapi/v1.json lists the addresses."),
            405 => ("method_not_allowed", $"{http.Request.Method} is not possible at {http.Request.Path}. GET /openapi/v1.json lists what is."),
            413 => ("body_too_large", "The body is too large. Send less, or raise Supertrack:Gateway:MaxBodyBytes."),
            415 => ("unsupported_media_type", "The body is not JSON. Send it with Content-Type: application/json."),
            var status => ("invalid_request", $"The request was refused with status {status}. GET /openapi/v1.json describes what is expected."),
        };
        var writer = http.RequestServices.GetRequiredService<IProblemDetailsService>();
        var document = Problems.Document(http.Response.StatusCode, code, retryable: false, message);
        return writer.WriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = document }).AsTask();
    }
}
