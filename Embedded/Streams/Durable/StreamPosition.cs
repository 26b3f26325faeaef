namespace Orleans.Streams.Durable;

/// <summary>How far a subscriber has come.</summary>
/// <param name="Number">The last write it had something of.</param>
/// <param name="Events">How many of that write's events it has; <see cref="All"/> when it has them all.</param>
internal readonly record struct StreamPosition(long Number, int Events)
{
    public const int All = int.MaxValue;

    /// <summary>Where a subscriber stands that wants a place and what follows it.</summary>
    public static StreamPosition Before(StreamSequenceToken token) => new(token.SequenceNumber, token.EventIndex);

    public static StreamPosition After(long number) => new(number, All);

    /// <summary>The lowest number of which something is still wanted.</summary>
    public long Next => Events == All ? Number + 1 : Number;
}
