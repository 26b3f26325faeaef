namespace Orleans.Runtime;

/// <summary>A reminder could not be registered, changed or removed.</summary>
public sealed class ReminderException(string message) : OrleansException(message)
{
}
