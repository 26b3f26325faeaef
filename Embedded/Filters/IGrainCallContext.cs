using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters.</summary>
public interface IGrainCallContext
{
    IInvokable Request { get; }

    /// <summary>The grain object (incoming) or the reference (outgoing).</summary>
    object Grain { get; }

    /// <summary>The calling grain; null when a client calls.</summary>
    GrainId? SourceId { get; }

    GrainId TargetId { get; }
    GrainInterfaceType InterfaceType { get; }
    string InterfaceName { get; }
    string MethodName { get; }
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result, after <see cref="Invoke"/>; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Runs the next filter, or the method.</summary>
    Task Invoke();
}

/// <inheritdoc/>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }
    MethodInfo ImplementationMethod { get; }
}

/// <inheritdoc/>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    IGrainContext? SourceContext { get; }
}
