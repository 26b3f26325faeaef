namespace Orleans.Core;

/// <summary>One named state of one grain.</summary>
public interface IStorage
{
    /// <summary>Null when nothing is stored.</summary>
    string? Etag { get; }

    bool RecordExists { get; }

    Task ClearStateAsync();

    /// <summary>Complete when the state is durable.</summary>
    Task WriteStateAsync();

    Task ReadStateAsync();
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <inheritdoc/>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
