using System.Collections.Concurrent;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Healing.Notifications;

namespace Supertrack.Grains.Tests.Notifications;

/// <summary>Keeps what is sent and answers as told.</summary>
internal sealed class RecordingSender : INotificationSender
{
    private readonly ConcurrentQueue<OutgoingMessage> _sent = new();

    public IReadOnlyList<OutgoingMessage> Sent => [.. _sent];

    /// <summary>What becomes of a message; null takes it.</summary>
    public Func<OutgoingMessage, DeliveryOutcome>? Answer { get; set; }

    public Task<DeliveryOutcome> SendAsync(string tenant, TenantReach reach, OutgoingMessage message, CancellationToken cancellationToken)
    {
        _sent.Enqueue(message);
        return Task.FromResult(Answer?.Invoke(message) ?? new DeliveryOutcome(true, "", false, TimeSpan.Zero));
    }

    public async Task UntilAsync(int messages)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_sent.Count < messages)
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited for {messages} messages; there are {string.Join(", ", _sent.Select(one => one.Type))}.");
            await Task.Yield();
        }
    }
}
