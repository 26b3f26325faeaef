using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Errors;

/// <summary>Decides about answers and waits. One handler, or several of which the first with a decisive rule wins.</summary>
internal sealed class ErrorHandler(IReadOnlyList<ErrorRules> rules)
{
    /// <summary>Repeats after the first attempt.</summary>
    public int MaxRetries => rules[0].MaxRetries;

    public IEnumerable<IBackoff> Backoffs => rules.SelectMany(rule => rule.Backoffs);

    public Resolution Interpret(HttpAnswer answer)
    {
        Resolution? last = null;
        foreach (var rule in rules)
        {
            last = rule.Interpret(answer);
            if (last.Action is ResponseAction.Success or ResponseAction.Retry or ResponseAction.Ignore or ResponseAction.ResetPagination) return last;
        }
        return last ?? Resolution.Unknown(answer.Status);
    }
}

/// <summary>The rules of one handler. Filters come first, then: below 400 is good, other statuses have defaults, the rest is repeated.</summary>
internal sealed record ErrorRules(IReadOnlyList<ResponseFilter> Filters, IReadOnlyList<IBackoff> Backoffs, int MaxRetries)
{
    public const int DefaultRetries = 5;

    public static ErrorRules Default { get; } = new([], [], DefaultRetries);

    public Resolution Interpret(HttpAnswer answer)
    {
        foreach (var filter in Filters)
            if (filter.Match(answer) is { } resolution) return resolution;
        if (answer.Ok) return Resolution.Success;
        return Resolution.OfStatus(answer.Status) ?? Resolution.Unknown(answer.Status);
    }
}
