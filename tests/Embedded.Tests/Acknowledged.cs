using Supertrack.Embedded.Crash;
using Supertrack.Embedded.Crash.Grains;

namespace Supertrack.Embedded.Tests;

/// <summary>What the crash program was told is durable, and whether it is there.</summary>
internal sealed class Acknowledged
{
    private readonly Dictionary<string, long> _counts = [];
    private readonly Dictionary<string, HashSet<string>> _reminders = [];
    private readonly Dictionary<(string Kind, string Key, int Run), int> _events = [];

    public int Lines { get; private set; }

    public void Note(int run, string line)
    {
        if (line.Split(' ') is not [var kind, var key, var value])
            return;
        Lines++;
        if (kind == "state")
        {
            var count = long.Parse(value);
            Assert.True(count > _counts.GetValueOrDefault(key), $"{key} went back from {_counts.GetValueOrDefault(key)} to {count} in run {run}");
            _counts[key] = count;
        }
        else if (kind == "reminder")
            (_reminders.TryGetValue(key, out var names) ? names : _reminders[key] = []).Add(value);
        else
            _events[(kind, key, run)] = int.Parse(value);
    }

    /// <returns>What is missing; empty when everything is there and delivered.</returns>
    public List<string> MissingFrom(IReadOnlyCollection<Found> found)
    {
        var byKey = found.ToDictionary(worker => worker.Key);
        return
        [
            .. from pair in _counts where byKey[pair.Key].Count < pair.Value select $"state of {pair.Key}: {byKey[pair.Key].Count} of {pair.Value}",
            .. from pair in _reminders from name in pair.Value.Except(byKey[pair.Key].Registered) select $"reminder {name} of {pair.Key}",
            .. from pair in _reminders from name in pair.Value.Except(byKey[pair.Key].Ticked) select $"tick of {name} of {pair.Key}",
            .. from pair in _events
               let heard = pair.Key.Kind == "implicit" ? byKey[pair.Key.Key].Implicit : byKey[pair.Key.Key].Explicit
               where Highest(heard, pair.Key.Run) < pair.Value
               select $"{pair.Key.Kind} events of {pair.Key.Key}, run {pair.Key.Run}: {Highest(heard, pair.Key.Run)} of {pair.Value}",
            .. from worker in found from hole in worker.Implicit.Holes.Concat(worker.Explicit.Holes) select $"hole for {worker.Key}, {hole}",
        ];
    }

    private static int Highest(Heard heard, int run) => heard.Highest.GetValueOrDefault(run);
}
