namespace Orleans.Runtime;

/// <summary>The silo is configured in a way it cannot start with; a person must change the setting it names.</summary>
public sealed class OrleansConfigurationException : OrleansException
{
    public OrleansConfigurationException(string message) : base(message) { }
    public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException) { }
}
