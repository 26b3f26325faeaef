using Supertrack.Core.Connectors.Errors;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Compiling;

internal static class ErrorCompiler
{
    public static ErrorHandler Compile(SourceSession session, Component? handler) =>
        new(handler is null ? [ErrorRules.Default] : [.. Rules(session, handler)]);

    private static IEnumerable<ErrorRules> Rules(SourceSession session, Component handler)
    {
        switch (handler.Type)
        {
            case "CompositeErrorHandler":
                return handler.Children("error_handlers").SelectMany(inner => Rules(session, inner));
            case "DefaultErrorHandler":
                return [new ErrorRules(
                    [.. handler.Children("response_filters").Select(filter => Filter(session, filter))],
                    [.. handler.Children("backoff_strategies").Select(backoff => Backoff(session, backoff))],
                    Retries(session, handler))];
            default:
                throw handler.Unsupported();
        }
    }

    private static int Retries(SourceSession session, Component handler)
    {
        if (handler.Template("max_retries") is not { } template) return ErrorRules.DefaultRetries;
        var text = template.Evaluate(new Scope(session)).ToString();
        return int.TryParse(text, out var retries) ? Math.Max(0, retries) : throw handler.Problem("max_retries", $"'{text}' is no whole number.", "Give a number of repeats.");
    }

    private static ResponseFilter Filter(SourceSession session, Component filter) => new()
    {
        Session = session,
        Action = filter.Text("action") switch
        {
            "SUCCESS" => ResponseAction.Success,
            "FAIL" => ResponseAction.Fail,
            "RETRY" => ResponseAction.Retry,
            "IGNORE" => ResponseAction.Ignore,
            "RESET_PAGINATION" => ResponseAction.ResetPagination,
            "RATE_LIMITED" => ResponseAction.RateLimited,
            "REFRESH_TOKEN_THEN_RETRY" => ResponseAction.RefreshTokenThenRetry,
            _ => null,
        },
        Kind = filter.Text("failure_type") switch
        {
            "config_error" => FailureKind.Config,
            "transient_error" => FailureKind.Transient,
            "system_error" => FailureKind.System,
            _ => null,
        },
        Statuses = filter.Field("http_codes") is { Kind: NodeKind.List } codes ? codes.Items.Select(code => (int)code.Number).ToHashSet() : [],
        MessageContains = filter.Text("error_message_contains"),
        Predicate = filter.Condition("predicate"),
        Message = filter.Template("error_message"),
    };

    private static IBackoff Backoff(SourceSession session, Component backoff) => backoff.Type switch
    {
        "ConstantBackoffStrategy" => new ConstantBackoff(session, backoff.NeedTemplate("backoff_time_in_seconds"), backoff.Number("jitter_range_in_seconds")),
        "ExponentialBackoffStrategy" => new ExponentialBackoff(session, backoff.TemplateOr("factor", "5"), backoff.Number("jitter_range_in_seconds")),
        "WaitTimeFromHeader" => new HeaderSecondsBackoff(session, backoff.NeedTemplate("header"), backoff.Template("regex"), backoff.Template("max_waiting_time_in_seconds")),
        "WaitUntilTimeFromHeader" => new HeaderTimeBackoff(
            session, backoff.NeedTemplate("header"), backoff.Template("regex"), backoff.Template("min_wait"), backoff.Template("max_waiting_time_in_seconds")),
        _ => throw backoff.Unsupported(),
    };
}
