namespace Orleans.Runtime;

/// <summary>The activation whose turn the current thread runs.</summary>
internal static class RuntimeContext
{
    public static IGrainContext? Current => SynchronizationContext.Current as Activation;
}
