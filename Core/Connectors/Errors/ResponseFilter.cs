using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Errors;

/// <summary>One rule of an error handler: which answers it takes and what to do about them.</summary>
internal sealed class ResponseFilter
{
    public required SourceSession Session { get; init; }

    public ResponseAction? Action { get; init; }

    public FailureKind? Kind { get; init; }

    public IReadOnlySet<int> Statuses { get; init; } = new HashSet<int>();

    public string? MessageContains { get; init; }

    public Condition? Predicate { get; init; }

    public Interpolated? Message { get; init; }

    public Resolution? Match(HttpAnswer answer)
    {
        if (Action is not { } action || !Takes(answer)) return null;
        var standard = Resolution.OfStatus(answer.Status);
        var kind = action == ResponseAction.Fail && Kind is { } own ? own : standard?.Kind ?? FailureKind.System;
        var message = Message?.Evaluate(Variables(answer)).ToString();
        return new Resolution(action, kind, string.IsNullOrEmpty(message) ? standard?.Message ?? "" : message);
    }

    private bool Takes(HttpAnswer answer) =>
        Statuses.Contains(answer.Status)
        || (Predicate is not null && Predicate.Holds(Variables(answer)))
        || (!string.IsNullOrEmpty(MessageContains) && ErrorText.Of(answer) is { } text && text.Contains(MessageContains, StringComparison.Ordinal));

    private Scope Variables(HttpAnswer answer) =>
        new Scope(Session).Set("response", answer.Json ?? new DictValue()).Set("headers", answer.HeaderMap);
}
