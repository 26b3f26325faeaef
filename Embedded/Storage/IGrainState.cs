namespace Orleans;

/// <summary>A grain's state as it passes between the grain and its storage.</summary>
public interface IGrainState<T>
{
    T? State { get; set; }

    /// <summary>What the storage knows the stored version by; null when nothing is stored.</summary>
    string? ETag { get; set; }

    bool RecordExists { get; set; }
}
