using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>Names for turns that no grain interface declares.</summary>
internal static class EngineMethods
{
    public static readonly MethodDescriptor Turn = Named("Turn", MethodOptions.None);
    public static readonly MethodDescriptor Tick = Named("TimerTick", MethodOptions.None);
    public static readonly MethodDescriptor InterleavingTick = Named("TimerTick", MethodOptions.AlwaysInterleave);

    private static MethodDescriptor Named(string name, MethodOptions options) =>
        new(typeof(IGrainTurns), "Orleans.Runtime", name, options, null, static () => typeof(IGrainTurns).GetMethod(nameof(IGrainTurns.RunAsync))!);
}
