namespace Orleans;

/// <summary>How long callers of this method wait for the answer, instead of the silo's default.</summary>
/// <param name="timeout">As <see cref="TimeSpan.Parse(string)"/> reads it, e.g. <c>00:05:00</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout);
}
