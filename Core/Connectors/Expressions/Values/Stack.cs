using System.Runtime.CompilerServices;

namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Turns what would overflow the stack into an error of the template.</summary>
internal static class Stack
{
    public static void Ensure()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Faults.Recursion();
    }
}
