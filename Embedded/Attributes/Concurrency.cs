namespace Orleans.Concurrency;

/// <summary>Calls of this class interleave: while one awaits, another may begin.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute
{
}

/// <summary>The method reads only: calls of such methods interleave with each other, not with other calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute
{
}

/// <summary>Calls of this method begin whatever else is in progress.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute
{
}

/// <summary>The caller's task completes at once; the result and any exception of the method are dropped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute
{
}

/// <summary>Names a static method <c>bool M(IInvokable request)</c> that says whether a call may interleave.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute
{
    internal string CallbackMethodName { get; } = callbackMethodName;
}

/// <summary>Each grain of this class is a pool of like activations that hold no state between calls.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : Attribute
{
    /// <summary>As many activations as the machine has processors.</summary>
    public StatelessWorkerAttribute() : this(-1) { }

    /// <param name="maxLocalWorkers">The most activations of one grain; less than 1 stands for the number of processors.</param>
    public StatelessWorkerAttribute(int maxLocalWorkers) => MaxLocalWorkers = maxLocalWorkers;

    internal int MaxLocalWorkers { get; }
}
