using Supertrack.Core.Healing.Incidents;

namespace Supertrack.Core.Healing.Notifications;

/// <summary>Every decision about notifications, as pure functions of what is on its way, what happened, and the time.</summary>
public static class OutboxTransitions
{
    private const int MostDead = 200;
    private const int MostDelivered = 50;
    private const int MostHeard = 2_000;

    /// <summary>Takes a change of an incident: each channel that is to hear of it gets one message, and what it did not hear yet is left out.</summary>
    public static Outbox Notify(Outbox outbox, Announcement notice, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(notice);
        if (outbox.Taken.GetValueOrDefault(notice.Host) >= notice.Number)
            return outbox;
        var taken = new Dictionary<string, long>(outbox.Taken) { [notice.Host] = notice.Number };
        var waiting = outbox.Waiting.ToList();
        foreach (var channel in outbox.Channels.Where(channel => channel.Enabled))
            Route(outbox, waiting, channel, notice, now);
        if (notice.What is "acknowledged" or "resolved")
            waiting.RemoveAll(one => one.Incident == notice.Incident && one is { UntilAcknowledged: true, Attempts: 0 });
        return outbox with
        {
            Taken = taken,
            Waiting = waiting,
            Heard = notice.What == "resolved" ? [.. outbox.Heard.Where(heard => heard.Incident != notice.Incident)] : outbox.Heard,
        };
    }

    /// <summary>What to send now; the outbox is to be stored before anything is sent.</summary>
    public static (Outbox Outbox, IReadOnlyList<Delivery> Send, DateTimeOffset? LookAgainAt) Next(Outbox outbox, OutboxPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(policy);
        var free = policy.InFlight - outbox.Waiting.Count(one => one.AskedAt is { } asked && now - asked < policy.AttemptDeadline);
        var send = outbox.Waiting
            .Where(one => one.AskedAt is { } asked ? now - asked >= policy.AttemptDeadline : one.DueAt <= now)
            .Take(Math.Max(0, free))
            .Select(one => one with { AskedAt = now, Attempts = one.Attempts + 1 })
            .ToList();
        var next = outbox with { Waiting = [.. outbox.Waiting.Select(one => send.Find(sent => sent.Id == one.Id) ?? one)] };
        var looks = next.Waiting.Select(one => one.AskedAt is { } asked ? asked + policy.AttemptDeadline : one.DueAt).ToList();
        return (send.Count == 0 ? outbox : next, send, looks.Count == 0 ? null : looks.Min());
    }

    /// <summary>Takes in how an attempt went; one that is no longer waited for changes nothing.</summary>
    public static Outbox Report(Outbox outbox, string delivery, int attempt, DeliveryOutcome outcome, OutboxPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(policy);
        if (outbox.Waiting.FirstOrDefault(one => one.Id == delivery) is not { AskedAt: not null } sent || sent.Attempts != attempt)
            return outbox;
        var others = outbox.Waiting.Where(one => one.Id != delivery).ToList();
        if (outcome.Delivered)
        {
            var done = sent with { AskedAt = null, Error = "", DueAt = now };
            return outbox with { Waiting = others, Delivered = [.. outbox.Delivered.Append(done).TakeLast(MostDelivered)], Heard = WithHeard(outbox.Heard, sent) };
        }
        var failed = sent with { AskedAt = null, Error = outcome.Message };
        if (!outcome.Retryable || attempt >= policy.Attempts)
            return outbox with { Waiting = others, Dead = [.. outbox.Dead.Append(failed with { DueAt = now }).TakeLast(MostDead)] };
        var wait = policy.WaitAfter(attempt);
        failed = failed with { DueAt = now + (outcome.RetryAfter > wait && outcome.RetryAfter <= policy.LongestWait ? outcome.RetryAfter : wait) };
        return outbox with { Waiting = [.. outbox.Waiting.Select(one => one.Id == delivery ? failed : one)] };
    }

    /// <summary>Sends one that was given up once more, with all its attempts.</summary>
    public static Outbox Retry(Outbox outbox, string delivery, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        var again = outbox.Dead.Where(one => one.Id == delivery).Select(one => one with { Attempts = 0, DueAt = now });
        return outbox with { Waiting = [.. outbox.Waiting, .. again], Dead = [.. outbox.Dead.Where(one => one.Id != delivery)] };
    }

    /// <summary>Makes or replaces a channel, or takes it away where it is null; what is on its way to one that is gone goes with it.</summary>
    public static Outbox WithChannel(Outbox outbox, string id, Channel? channel)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        var others = outbox.Channels.Where(one => one.Id != id);
        return channel is not null
            ? outbox with { Channels = [.. others.Append(channel).OrderBy(one => one.Id, StringComparer.Ordinal)] }
            : outbox with
            {
                Channels = [.. others],
                Waiting = [.. outbox.Waiting.Where(one => one.Channel != id)],
                Dead = [.. outbox.Dead.Where(one => one.Channel != id)],
                Heard = [.. outbox.Heard.Where(one => one.Channel != id)],
            };
    }

    private static void Route(Outbox outbox, List<Delivery> waiting, Channel channel, Announcement notice, DateTimeOffset now)
    {
        // An attempt under way may have arrived; one that was never begun has not.
        var unheard = waiting.FindIndex(one => one.Channel == channel.Id && one.Incident == notice.Incident && one is { AskedAt: null, Attempts: 0 });
        var knows = outbox.Heard.Contains(new Heard(notice.Incident, channel.Id))
            || waiting.Exists(one => one.Channel == channel.Id && one.Incident == notice.Incident && one.Attempts > 0);
        var isNews = notice.What is "opened" or "reopened" or "raised";
        var escalates = channel.EscalateAfter > TimeSpan.Zero && !knows;
        if (isNews ? notice.Severity < channel.Minimum || (escalates && notice.Acknowledged) : !knows && (unheard < 0 || escalates))
            return;
        var due = now + (escalates ? channel.EscalateAfter : TimeSpan.Zero);
        if (unheard >= 0)
        {
            // The newest message says all, and who waited for the escalation of the older one waits no longer for this one.
            if (waiting[unheard].UntilAcknowledged && waiting[unheard].DueAt < due && escalates)
                due = waiting[unheard].DueAt;
            waiting.RemoveAt(unheard);
        }
        if (notice.Severity < IncidentSeverity.Critical && channel.Quiet is { } quiet)
            due = quiet.Awake(due);
        waiting.Add(new Delivery
        {
            Id = $"{notice.Id}.{channel.Id}",
            Channel = channel.Id,
            Incident = notice.Incident,
            What = notice.What,
            Subject = notice.Subject,
            Text = notice.Text,
            Body = notice.Body,
            CreatedAt = now,
            DueAt = due,
            UntilAcknowledged = escalates,
        });
    }

    private static IReadOnlyList<Heard> WithHeard(IReadOnlyList<Heard> heard, Delivery sent)
    {
        var one = new Heard(sent.Incident, sent.Channel);
        return sent.What == "resolved" || heard.Contains(one) ? heard : [.. heard.Append(one).TakeLast(MostHeard)];
    }
}
