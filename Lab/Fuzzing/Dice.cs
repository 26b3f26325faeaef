using Supertrack.Lab.Generation;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Throws drawn one after the other from a seed; the same on every machine.</summary>
internal sealed class Dice(ulong seed)
{
    private readonly Draw _draw = new(Draw.Mix(seed ^ 0x5DEECE66D));
    private long _throws;

    /// <summary>From 0 to <paramref name="below"/> less one.</summary>
    public int Below(int below) => (int)(_draw.At(_throws++) % (ulong)below);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T One<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Some of the choices, each at most once, in drawn order.</summary>
    public List<T> Some<T>(IReadOnlyList<T> choices, int count)
    {
        List<T> left = [.. choices];
        var taken = new List<T>();
        while (taken.Count < count && left.Count > 0)
        {
            int at = Below(left.Count);
            taken.Add(left[at]);
            left.RemoveAt(at);
        }

        return taken;
    }
}
