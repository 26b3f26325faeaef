using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>What everything of one opened source shares: configuration, transport, clock, limits, cached answers and counts.</summary>
internal sealed class SourceSession(DictValue config, IHttpTransport transport, TimeProvider clock, SourceOptions options)
{
    public DictValue Config { get; } = config;

    public IHttpTransport Transport { get; } = transport;

    public TimeProvider Clock { get; } = clock;

    public SourceOptions Options { get; } = options;

    public AnswerCache Cache { get; } = new();

    public ApiBudget Budget { get; set; } = ApiBudget.Unlimited;

    public SecretMask Secrets { get; } = new();

    /// <summary>Requests made so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Body bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public void CountRequest() => Requests++;

    public void CountBytes(long bytes) => BytesRead += bytes;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public void Note(string message) => Options.Note?.Invoke(Secrets.Apply(message));

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        time <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, Clock, cancellationToken);
}
