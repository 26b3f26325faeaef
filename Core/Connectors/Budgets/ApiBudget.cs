using System.Globalization;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Budgets;

/// <summary>Keeps requests within the call rates that the manifest names; the first policy that matches a request governs it.</summary>
internal sealed class ApiBudget(IReadOnlyList<CallRatePolicy> policies, string remainingHeader, string resetHeader, IReadOnlyList<int> limitStatuses)
{
    public static ApiBudget Unlimited { get; } = new([], "", "", []);

    public async Task AcquireAsync(SourceSession session, HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        if (policies.FirstOrDefault(policy => policy.Matches(request)) is not { } policy) return;
        while (TryAcquire(policy, session, request) is { } wait)
        {
            if (wait > session.Options.MaxWait)
                throw new ConnectorException(FailureKind.Transient, $"The API budget allows the next call in {wait.TotalSeconds:0} seconds, longer than this read may wait. Read again later.");
            session.Note($"The API budget is used up; the next call is in {wait.TotalSeconds:0.###} s");
            await session.WaitAsync(wait, cancellationToken);
        }
    }

    /// <summary>Learns from an answer how many calls are left.</summary>
    public void Observe(SourceSession session, HttpExchangeRequest request, HttpAnswer answer)
    {
        if (policies.FirstOrDefault(policy => policy.Matches(request)) is not { } policy) return;
        long? left = limitStatuses.Contains(answer.Status) ? 0
            : long.TryParse(answer.Header(remainingHeader), CultureInfo.InvariantCulture, out var remaining) ? remaining : null;
        DateTimeOffset? reset = long.TryParse(answer.Header(resetHeader), CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        lock (policy) policy.Update(left, reset, session.Now);
    }

    /// <summary>Slices are read side by side: one call at a time asks a policy.</summary>
    private static TimeSpan? TryAcquire(CallRatePolicy policy, SourceSession session, HttpExchangeRequest request)
    {
        lock (policy) return policy.TryAcquire(request, session.Now);
    }
}
