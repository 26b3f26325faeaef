using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Reads the arguments of methods and filters, with Python's errors for the wrong type.</summary>
internal static class Parameters
{
    public static string Text(this Value value) => value switch
    {
        StrValue text => text.Text,
        UndefinedValue undefined => throw Faults.Undefined(undefined),
        _ => throw Faults.Type($"expected str, got {value.TypeName}"),
    };

    public static string? TextOrNone(this Value? value) => value is null or NoneValue ? null : value.Text();

    /// <summary>An int (or bool), clamped to 32 bits.</summary>
    public static int Index(this Value value) =>
        Numbers.TryIndex(value, out var index) ? (int)index
        : value is UndefinedValue undefined ? throw Faults.Undefined(undefined)
        : throw Faults.Type($"'{value.TypeName}' object cannot be interpreted as an integer");

    public static int IndexOr(this Value? value, int otherwise) => value is null ? otherwise : value.Index();

    public static bool FlagOr(this Value? value, bool otherwise) => value?.Truthy ?? otherwise;
}
