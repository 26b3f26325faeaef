namespace Supertrack.Core.Healing.Memory;

/// <summary>What a tenant remembers of repairs, newest first; bounded.</summary>
public static class RepairMemory
{
    /// <summary>Repairs that are kept of all hosts.</summary>
    public const int Most = 200;

    private const int MostOfAHost = 8;

    /// <summary>The memory with one more repair; one that made the same changes is the newer one's.</summary>
    public static IReadOnlyList<RememberedRepair> With(IReadOnlyList<RememberedRepair> known, RememberedRepair repair)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(repair);
        var others = known.Where(one => one.Host != repair.Host || !Same(one, repair));
        var kept = new List<RememberedRepair> { repair };
        foreach (var one in others)
        {
            if (kept.Count < Most && kept.Count(other => other.Host == one.Host) < MostOfAHost) kept.Add(one);
        }
        return kept;
    }

    private static bool Same(RememberedRepair one, RememberedRepair other) =>
        one.Changes.Select(change => (change.Place, change.From, change.To)).SequenceEqual(other.Changes.Select(change => (change.Place, change.From, change.To)));
}
