using Orleans.Streams;

namespace Supertrack.Embedded.Crash.Grains;

/// <summary>An event: the how manyeth of which run of the program.</summary>
public sealed record Beat(int Run, int Index);

/// <summary>What a listener has heard: the highest event of each run, and any hole in the order.</summary>
public sealed class Heard
{
    public Dictionary<int, int> Highest { get; set; } = [];
    public List<string> Holes { get; set; } = [];

    /// <summary>An event may come again, but never before the one ahead of it.</summary>
    public void Take(IEnumerable<SequentialItem<Beat>> items)
    {
        foreach (var (run, index) in items.Select(item => item.Item))
        {
            var highest = Highest.GetValueOrDefault(run);
            if (index > highest + 1)
                Holes.Add($"run {run}: {index} after {highest}");
            Highest[run] = Math.Max(highest, index);
        }
    }
}
