using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Python's slices of str, bytes, list and tuple.</summary>
internal static class Slicing
{
    /// <summary>The slice, or null where the value or the bounds do not allow one.</summary>
    public static Value? Slice(Value value, SliceValue slice, Budget budget)
    {
        if (value is UndefinedValue undefined) throw Faults.Undefined(undefined);
        if (value is not (StrValue or SequenceValue or BytesValue) || value.Length is not { } length) return null;
        if (!TryBounds(slice, length, out var start, out var stop, out var step)) return null;
        if (step == 1 && value is StrValue text) return new StrValue(start >= stop ? "" : CodePoints.Slice(text.Text, start, stop - start));
        var picked = new List<int>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) picked.Add((int)i);
        budget.Claim(picked.Count);
        return value switch
        {
            StrValue whole => Pick(whole, picked),
            BytesValue bytes => new BytesValue(string.Concat(picked.Select(i => bytes.Bytes[i]))),
            TupleValue tuple => new TupleValue([.. picked.Select(i => tuple.Items[i])]),
            _ => new ListValue(picked.Select(i => ((ListValue)value).Items[i])),
        };
    }

    private static StrValue Pick(StrValue text, List<int> picked)
    {
        var points = CodePoints.Split(text.Text).Select(point => point.AsText).ToArray();
        return new StrValue(string.Concat(picked.Select(i => points[i])));
    }

    private static bool TryBounds(SliceValue slice, int length, out int start, out int stop, out long step)
    {
        (start, stop, step) = (0, 0, 1);
        if (!slice.Step.IsNone && !Numbers.TryIndex(slice.Step, out step)) return false;
        if (step == 0) throw Faults.Value("slice step cannot be zero");
        return TryBound(slice.Start, length, step, step > 0 ? 0 : length - 1, out start)
            && TryBound(slice.Stop, length, step, step > 0 ? length : -1, out stop);
    }

    private static bool TryBound(Value bound, int length, long step, int otherwise, out int result)
    {
        result = otherwise;
        if (bound.IsNone) return true;
        if (!Numbers.TryIndex(bound, out var index)) return false;
        if (index < 0) index += length;
        result = (int)(step > 0 ? Math.Clamp(index, 0, length) : Math.Clamp(index, -1, length - 1));
        return true;
    }
}
