namespace Orleans.Runtime;

/// <summary>A limit of the silo or of a grain was reached; the call did not run and may be repeated later.</summary>
public sealed class LimitExceededException : OrleansException
{
    public LimitExceededException() : base("Limit exceeded") { }
    public LimitExceededException(string message) : base(message) { }
    public LimitExceededException(string message, Exception innerException) : base(message, innerException) { }
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base($"Limit exceeded {limitName} Current={current} Threshold={threshold} {extraInfo}") { }
}
