using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Notifications;

/// <summary>One notification on its way to one channel, or at its end.</summary>
[GenerateSerializer, Alias("supertrack.delivery-view"), Immutable]
public sealed record DeliveryView
{
    /// <summary>Receivers get it too, and know by it what they were told twice.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Channel { get; init; }

    [Id(2)] public required string Incident { get; init; }

    /// <summary>E.g. incident.opened.</summary>
    [Id(3)] public required string Type { get; init; }

    /// <summary>waiting, delivered or dead.</summary>
    [Id(4)] public required string Status { get; init; }

    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is sent next, or was delivered or given up.</summary>
    [Id(6)] public required DateTimeOffset At { get; init; }

    [Id(7)] public int Attempts { get; init; }

    /// <summary>What the last attempt failed with; empty for nothing.</summary>
    [Id(8)] public string Error { get; init; } = "";
}

/// <summary>How a test message went.</summary>
[GenerateSerializer, Alias("supertrack.test-outcome"), Immutable]
public sealed record TestOutcome
{
    [Id(0)] public required bool Delivered { get; init; }

    /// <summary>What failed and the next step; empty when it was delivered.</summary>
    [Id(1)] public string Message { get; init; } = "";

    /// <summary>The same message may be taken later.</summary>
    [Id(2)] public bool Retryable { get; init; }

    /// <summary>The receiver asked to wait so long; 0 when it did not.</summary>
    [Id(3)] public double RetryAfterSeconds { get; init; }
}

/// <summary>A message to be sent. Holds secrets; no log or view shows it.</summary>
[GenerateSerializer, Alias("supertrack.delivery-order"), Immutable]
public sealed record DeliveryOrder
{
    [Id(0)] public required string Tenant { get; init; }

    [Id(1)] public required string Delivery { get; init; }

    /// <summary>Which attempt it is; the report names it again.</summary>
    [Id(2)] public required int Attempt { get; init; }

    /// <summary>webhook, slack or email.</summary>
    [Id(3)] public required string Kind { get; init; }

    [Id(4)] public string Url { get; init; } = "";

    [Id(5)] public string Secret { get; init; } = "";

    [Id(6)] public string Host { get; init; } = "";

    [Id(7)] public int Port { get; init; }

    [Id(8)] public string Security { get; init; } = "";

    [Id(9)] public string User { get; init; } = "";

    [Id(10)] public string From { get; init; } = "";

    [Id(11)] public ImmutableArray<string> To { get; init; } = [];

    [Id(12)] public required string Type { get; init; }

    [Id(13)] public required string Subject { get; init; }

    [Id(14)] public required string Text { get; init; }

    /// <summary>JSON of the event.</summary>
    [Id(15)] public required string Body { get; init; }
}

[GenerateSerializer, Alias("supertrack.delivery-report"), Immutable]
public sealed record DeliveryReport
{
    [Id(0)] public required string Delivery { get; init; }

    [Id(1)] public required int Attempt { get; init; }

    [Id(2)] public required TestOutcome Outcome { get; init; }
}
