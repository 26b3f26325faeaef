namespace Orleans.Runtime;

/// <summary>The base of the engine's own exceptions.</summary>
public class OrleansException : Exception
{
    public OrleansException() : base("The grain engine failed.") { }
    public OrleansException(string message) : base(message) { }
    public OrleansException(string message, Exception innerException) : base(message, innerException) { }
}
