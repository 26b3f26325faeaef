namespace Supertrack.Core.Connectors.Errors;

internal enum ResponseAction
{
    Success,
    Retry,
    Fail,
    Ignore,
    ResetPagination,
    RateLimited,
    RefreshTokenThenRetry,
}

/// <summary>What to do about an answer.</summary>
internal sealed record Resolution(ResponseAction Action, FailureKind Kind, string Message)
{
    public static Resolution Success { get; } = new(ResponseAction.Success, FailureKind.System, "");

    /// <summary>What a status means where the manifest does not say; null for a status without a default.</summary>
    public static Resolution? OfStatus(int status) => status switch
    {
        400 => Fail(status, FailureKind.System, "Bad request. Check the request's parameters."),
        401 => Fail(status, FailureKind.Config, "Unauthorized. Check the credentials."),
        403 => Fail(status, FailureKind.Config, "Forbidden. The credentials may not read this."),
        404 => Fail(status, FailureKind.System, "Not found. Check the path and the identifiers in it."),
        405 => Fail(status, FailureKind.System, "Method not allowed. Check the request's method."),
        408 => Retry(status, "Request timeout."),
        429 => new(ResponseAction.RateLimited, FailureKind.Transient, "HTTP status 429: too many requests. Wait, or read slower with an api_budget."),
        500 => Retry(status, "Internal server error."),
        502 => Retry(status, "Bad gateway."),
        503 => Retry(status, "Service unavailable."),
        504 => Retry(status, "Gateway timeout."),
        _ => null,
    };

    /// <summary>Nobody wrote down what the status means.</summary>
    public bool IsUnknown { get; private init; }

    public static Resolution Unknown(int status) =>
        new(ResponseAction.Retry, FailureKind.System, $"HTTP status {status}: the manifest has no rule for it. Add a response filter.") { IsUnknown = true };

    /// <summary>The same as the end of the read, where it refuses the request and repeating it would change nothing.</summary>
    public Resolution Stopped(int status) =>
        IsUnknown && status is >= 400 and < 500 and not (409 or 423 or 425) ? this with { Action = ResponseAction.Fail } : this;

    private static Resolution Fail(int status, FailureKind kind, string text) => new(ResponseAction.Fail, kind, $"HTTP status {status}: {text}");

    private static Resolution Retry(int status, string text) =>
        new(ResponseAction.Retry, FailureKind.Transient, $"HTTP status {status}: {text} Try again later.");
}
