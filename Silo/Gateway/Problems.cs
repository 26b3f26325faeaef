using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Orleans.Runtime;
using Supertrack.Core.Connectors;
using Supertrack.Core.Storage;
using Supertrack.Core.Versions;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Every refusal as an RFC 9457 problem document with code, traceId, retryable and nextAction.</summary>
internal sealed class Problems(IProblemDetailsService writer, AuditTrail trail, ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var (status, code, retryable) = Classify(exception);
        if (status == 500 || exception is DbException or OrleansException)
            GatewayLog.Unforeseen(log, exception, httpContext.Request.Method, httpContext.Request.Path);
        await AuditAsync(httpContext);
        httpContext.Response.StatusCode = status;
        if (status == 401)
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        var message = exception switch
        {
            DbException or OrleansException when status == 503 => "The silo's database or another silo of the cluster does not answer just now. Repeat the request in some seconds.",
            _ when status == 500 => "Something went wrong inside the silo. Look for the traceId in its log, and repeat the request.",
            _ => exception.Message,
        };
        return await writer.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = Document(status, code, retryable, message) });
    }

    /// <summary>Grains audit what reaches them; this is what the gateway refused before.</summary>
    private async Task AuditAsync(HttpContext context)
    {
        if (CallerAuthentication.Denied(context) is { } denied && !HttpMethods.IsGet(context.Request.Method))
            await trail.RecordAsync(denied.Caller, denied.Tenant, "gateway." + denied.Action, context.Request.Path, "access_denied");
    }

    public static ProblemDetails Document(int status, string code, bool retryable, string message)
    {
        var (what, next) = Split(message);
        return new ProblemDetails
        {
            Status = status,
            Title = code.Replace('_', ' '),
            Detail = what,
            Type = "urn:supertrack:problem:" + code,
            Extensions =
            {
                ["code"] = code,
                ["retryable"] = retryable,
                ["nextAction"] = next,
                ["traceId"] = Activity.Current?.TraceId.ToString(),
            },
        };
    }

    internal static (int Status, string Code, bool Retryable) Classify(Exception error) => error switch
    {
        UnauthenticatedException => (401, "unauthenticated", false),
        AccessDeniedException denied => (403, denied.Code, false),
        NotFoundException missing => (404, missing.Code, false),
        ConflictException conflict => (409, conflict.Code, false),
        ChangedException changed => (412, changed.Code, false),
        InvalidRequestException invalid => (422, invalid.Code, false),
        RefusedException refused => (422, refused.Code, false),
        UnknownVersionException unknown => (404, unknown.Code, false),
        InvalidArtifactException invalid => (422, invalid.Code, false),
        VersionException refused => (409, refused.Code, false),
        RecordQueryException => (422, "invalid_query", false),
        BadHttpRequestException { StatusCode: 413 } => (413, "body_too_large", false),
        BadHttpRequestException bad => (bad.StatusCode, "invalid_request", false),
        ArgumentException => (422, "invalid_request", false),
        StorageException storage => (503, "storage_unavailable", storage.Recovery != StorageRecovery.NeedsPerson),
        ConnectorException connector => (422, "connector_failed", connector.Kind == FailureKind.Transient),
        DbException { IsTransient: true } => (503, "storage_unavailable", true),
        OrleansException => (503, "engine_unavailable", true),
        TimeoutException => (504, "timed_out", true),
        _ => (500, "internal", true),
    };

    /// <summary>Our messages end with the next step as a sentence of its own.</summary>
    private static (string What, string Next) Split(string message)
    {
        var end = message.TrimEnd('.').LastIndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? (message, "Correct the request and send it again.") : (message[..(end + 1)], message[(end + 2)..]);
    }
}
