using Microsoft.Extensions.Options;

namespace Orleans.Streams.Durable;

/// <summary>How a durable stream provider delivers and what it keeps.</summary>
public sealed class DurableStreamOptions
{
    /// <summary>How often an event is tried on one subscriber before it goes to the dead letters. Default 10.</summary>
    public int MaximumAttempts { get; set; } = 10;

    /// <summary>The wait after the first failure; it doubles with each further one. Default 100 ms.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts. Default 10 seconds.</summary>
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long events stay in the log after every subscriber has them, so that one may go back to them. Default 10 minutes.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the log is trimmed. Default 30 seconds.</summary>
    public TimeSpan TrimInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a subscriber's position may stay in memory only. After a crash the events of this time are delivered again. Default 100 ms.
    /// </summary>
    public TimeSpan PositionInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Writes of one stream that are delivered in one turn at most. Default 256.</summary>
    public int MaximumDelivery { get; set; } = 256;

    /// <summary>Bytes of the newest events of each stream that are kept in memory for subscribers that keep up. Default 4 MiB.</summary>
    public int CacheBytes { get; set; } = 4 << 20;
}

internal sealed class DurableStreamOptionsValidator : IValidateOptions<DurableStreamOptions>
{
    public ValidateOptionsResult Validate(string? name, DurableStreamOptions options)
    {
        string? wrong = null;
        if (options.MaximumAttempts < 1)
            wrong = $"{nameof(options.MaximumAttempts)} is {options.MaximumAttempts}; it must be at least 1";
        else if (options.MaximumDelivery < 1)
            wrong = $"{nameof(options.MaximumDelivery)} is {options.MaximumDelivery}; it must be at least 1";
        else if (options.CacheBytes < 0 || options.Retention < TimeSpan.Zero || options.PositionInterval < TimeSpan.Zero)
            wrong = $"{nameof(options.CacheBytes)}, {nameof(options.Retention)} or {nameof(options.PositionInterval)} is negative";
        else if (options.TrimInterval <= TimeSpan.Zero)
            wrong = $"{nameof(options.TrimInterval)} is {options.TrimInterval}; it must be positive";
        else if (options.FirstRetryDelay < TimeSpan.Zero || options.LongestRetryDelay < options.FirstRetryDelay)
            wrong = $"{nameof(options.FirstRetryDelay)} must not be negative nor larger than {nameof(options.LongestRetryDelay)}";
        return wrong is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"Stream provider '{name}': {wrong}.");
    }
}
