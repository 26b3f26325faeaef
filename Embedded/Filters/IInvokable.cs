using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call: which method with which arguments.</summary>
public interface IInvokable
{
    int GetArgumentCount();
    object? GetArgument(int index);

    /// <summary>Replaces an argument before the method runs; for filters.</summary>
    void SetArgument(int index, object value);

    string GetMethodName();
    string GetInterfaceName();

    /// <summary>The name of the call in traces: interface and method.</summary>
    string GetActivityName();

    MethodInfo GetMethod();
    Type GetInterfaceType();

    /// <summary>How long the caller waits, where the method says so itself.</summary>
    TimeSpan? GetDefaultResponseTimeout();

    /// <summary>The grain object, once the call runs; null before.</summary>
    object? GetTarget();
}
