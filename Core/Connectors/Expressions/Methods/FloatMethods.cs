using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's float.</summary>
internal static class FloatMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("is_integer", "", (self, _, _) => BoolValue.Of(double.IsFinite(Of(self)) && Math.Floor(Of(self)) == Of(self)))
        .Add("conjugate", "", (self, _, _) => self);

    private static double Of(Value self) => ((FloatValue)self).Number;
}
