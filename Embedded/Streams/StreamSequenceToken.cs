namespace Orleans.Streams;

/// <summary>A place in a stream: events of one batch share the number and differ in the index.</summary>
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
{
    public abstract long SequenceNumber { get; protected set; }
    public abstract int EventIndex { get; protected set; }
    public abstract bool Equals(StreamSequenceToken? other);
    public abstract int CompareTo(StreamSequenceToken? other);
}

/// <summary>Compares places in a stream.</summary>
public static class StreamSequenceTokenUtilities
{
    public static bool Newer(this StreamSequenceToken me, StreamSequenceToken other) => me.CompareTo(other) > 0;
    public static bool Older(this StreamSequenceToken me, StreamSequenceToken other) => me.CompareTo(other) < 0;
}
