using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>What everything of one opened source shares: configuration, transport, clock, limits, cached answers and counts.</summary>
internal sealed class SourceSession(DictValue config, IHttpTransport transport, TimeProvider clock, SourceOptions options)
{
    private readonly Lock _noting = new();
    private DictValue _config = config;
    private int _requests;
    private long _bytesRead;

    public DictValue Config
    {
        get => Volatile.Read(ref _config);
        set => Volatile.Write(ref _config, value);
    }

    public IHttpTransport Transport { get; } = transport;

    public TimeProvider Clock { get; } = clock;

    public SourceOptions Options { get; } = options;

    public AnswerCache Cache { get; } = new();

    public ApiBudget Budget { get; set; } = ApiBudget.Unlimited;

    public SecretMask Secrets { get; } = new();

    /// <summary>Requests made so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Body bytes read so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountBytes(long bytes) => Interlocked.Add(ref _bytesRead, bytes);

    public DateTimeOffset Now => Clock.GetUtcNow();

    public void Note(string message)
    {
        if (Options.Note is not { } note) return;
        lock (_noting) note(Secrets.Apply(message));
    }

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        time <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, Clock, cancellationToken);
}
