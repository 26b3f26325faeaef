using Orleans.Streams;

namespace Orleans.Providers.Streams.Common;

/// <summary>A place in a stream. Numbers grow within a stream; they have gaps.</summary>
public class EventSequenceToken : StreamSequenceToken
{
    public EventSequenceToken() { }
    public EventSequenceToken(long sequenceNumber) : this(sequenceNumber, 0) { }

    public EventSequenceToken(long sequenceNumber, int eventIndex)
    {
        SequenceNumber = sequenceNumber;
        EventIndex = eventIndex;
    }

    public override long SequenceNumber { get; protected set; }
    public override int EventIndex { get; protected set; }

    public EventSequenceToken CreateSequenceTokenForEvent(int eventInd) => new(SequenceNumber, eventInd);

    public override bool Equals(StreamSequenceToken? other) =>
        other is EventSequenceToken token && token.SequenceNumber == SequenceNumber && token.EventIndex == EventIndex;

    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <exception cref="ArgumentOutOfRangeException">The other is of another kind.</exception>
    public override int CompareTo(StreamSequenceToken? other)
    {
        if (other is null)
            return 1;
        if (other is not EventSequenceToken token)
            throw new ArgumentOutOfRangeException(nameof(other), other.GetType(), "Only tokens of the same kind have an order.");
        var byNumber = SequenceNumber.CompareTo(token.SequenceNumber);
        return byNumber != 0 ? byNumber : EventIndex.CompareTo(token.EventIndex);
    }

    public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);
    public override string ToString() => $"[EventSequenceToken: SeqNum={SequenceNumber}, EventIndex={EventIndex}]";
}
