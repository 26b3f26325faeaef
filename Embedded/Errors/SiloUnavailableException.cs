namespace Orleans.Runtime;

/// <summary>The silo has stopped, or the activation went before the call began; the call did not run.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    public SiloUnavailableException() : base("The silo is not available.") { }
    public SiloUnavailableException(string message) : base(message) { }
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A call was refused before it began.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    public OrleansMessageRejectionException(string message) : base(message) { }
    public OrleansMessageRejectionException(string message, Exception innerException) : base(message, innerException) { }
}
