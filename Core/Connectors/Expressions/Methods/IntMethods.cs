using System.Numerics;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's int.</summary>
internal static class IntMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("bit_length", "", (self, _, _) => IntValue.Of((long)BigInteger.Abs(Of(self)).GetBitLength()))
        .Add("bit_count", "", (self, _, _) => IntValue.Of(BigInteger.Abs(Of(self)).ToByteArray().Sum(b => BitOperations.PopCount(b))))
        .Add("conjugate", "", (self, _, _) => IntValue.Of(Of(self)))
        .Add("as_integer_ratio", "", (self, _, _) => new TupleValue(IntValue.Of(Of(self)), IntValue.Of(1)));

    private static BigInteger Of(Value self) => Numbers.TryInt(self, out var number) ? number : default;
}
