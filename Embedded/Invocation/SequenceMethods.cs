using System.Runtime.CompilerServices;

namespace Orleans.Engine;

/// <summary>Descriptors of the turns in which a sequence is read; they interleave, so that a long sequence blocks nobody.</summary>
internal static class SequenceMethods
{
    private static readonly ConditionalWeakTable<MethodDescriptor, MethodDescriptor> Turns = [];

    public static MethodDescriptor Of(MethodDescriptor method) => Turns.GetValue(
        method,
        static m => new(m.InterfaceType, m.InterfaceName, m.Name, MethodOptions.AlwaysInterleave, m.ResponseTimeout?.ToString(), () => m.Method));
}
