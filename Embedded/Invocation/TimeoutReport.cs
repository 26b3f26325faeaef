using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>Says what a call that ran out of time was waiting for.</summary>
internal static class TimeoutReport
{
    public static string Describe(Call call, TimeSpan timeout, PendingCalls pending)
    {
        var grain = call.Reference?.GrainId ?? call.Target?.GrainId;
        var start = $"Grain {grain} did not answer {call.Method} within {timeout}";
        var activation = call.Target;
        if (activation is null)
        {
            return $"{start}: the call never reached an activation.";
        }

        if (activation.IsActivating)
        {
            return $"{start}: the grain is being activated, which waits for {Waits(activation, pending)}.";
        }

        if (call.Running is not null)
        {
            return $"{start}: the method has begun and waits for {Waits(activation, pending)}.";
        }

        var ahead = activation.DescribeRunning();
        return ahead is null
            ? $"{start}: the call is in line behind a turn that has not returned its thread (no await for all this time)."
            : $"{start}: the call is in line behind {ahead}, which waits for {Waits(activation, pending)}. "
                + "If the two grains call each other, allow it with RequestContext.AllowCallChainReentrancy() or [Reentrant].";
    }

    private static string Waits(Activation activation, PendingCalls pending)
    {
        var sent = pending.SentBy(activation);
        return sent.Count == 0
            ? "something other than a grain"
            : string.Join(" and ", sent.Take(3).Select(c => $"grain {c.Reference?.GrainId} to answer {c.Method} (for {pending.Age(c).TotalSeconds:0.0} s)"));
    }
}
