using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>One form in which vendors say how long to wait.</summary>
internal interface IWaitSource
{
    Wait? Read(Answer answer);
}

/// <summary>How long an answer asks to wait: the first form that says so, the most exact forms first.</summary>
internal static class WaitReader
{
    private static readonly IWaitSource[] s_sources =
    [
        new RetryAfterHeader(), new CostBucket(), new BodyMembers(), new XmlMembers(), new UsageHeaders(), new RateLimitFields(), new ResetHeaders(), new WrittenWait(),
        new FixedWindows(), new IntervalHeaders(), new RateHeader(), new NamedWindow(), new CalendarDay(),
    ];

    public static Wait? Read(Answer answer)
    {
        if (answer.Status is >= 200 and < 300 and not 202 && !answer.SaysFailed && answer.Form is not (BodyForm.Html or BodyForm.Text)) return null;
        foreach (var source in s_sources)
        {
            if (Patience.Within(() => source.Read(answer)) is { } wait) return wait;
        }

        return null;
    }
}
