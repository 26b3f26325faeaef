namespace Supertrack.Core.Healing.Notice;

/// <summary>What answers said beside their records; bounded. Safe to write to from several readers.</summary>
public sealed class AnswerNotes
{
    private const int Most = 8;
    private const int Longest = 200;

    private readonly Lock _gate = new();
    private readonly List<string> _announcements = [];
    private readonly List<string> _versions = [];
    private long _requests, _failed;

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests that got no answer or a status of 400 and above.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>As <c>name: value</c>, each once.</summary>
    public IReadOnlyList<string> Announcements => Copy(_announcements);

    /// <summary>As <c>name: value</c>, each once.</summary>
    public IReadOnlyList<string> Versions => Copy(_versions);

    /// <summary>Rows that the first answer says there are.</summary>
    public long? Total { get; set; }

    /// <summary>What the first answer says in words, for the case that it brought nothing.</summary>
    public string Said { get; set; } = "";

    public void Counted(bool failed)
    {
        Interlocked.Increment(ref _requests);
        if (failed) Interlocked.Increment(ref _failed);
    }

    public void Announced(string name, string value) => Note(_announcements, name, value);

    public void Version(string name, string value) => Note(_versions, name, value);

    /// <summary>Takes in what later answers of the run said.</summary>
    public void Merge(AnswerNotes later)
    {
        ArgumentNullException.ThrowIfNull(later);
        Interlocked.Add(ref _requests, later.Requests);
        Interlocked.Add(ref _failed, later.Failed);
        foreach (var text in later.Announcements) Keep(_announcements, text);
        foreach (var text in later.Versions) Keep(_versions, text);
        Total ??= later.Total;
        if (Said.Length == 0) Said = later.Said;
    }

    internal void Write(BinaryWriter to)
    {
        to.Write(Requests);
        to.Write(Failed);
        foreach (var list in new[] { Announcements, Versions })
        {
            to.Write(list.Count);
            foreach (var text in list) to.Write(text);
        }
        to.Write(Total ?? -1);
        to.Write(Said);
    }

    internal static AnswerNotes Read(BinaryReader from)
    {
        var notes = new AnswerNotes { _requests = from.ReadInt64(), _failed = from.ReadInt64() };
        foreach (var list in new[] { notes._announcements, notes._versions })
            for (var left = from.ReadInt32(); left > 0; left--) list.Add(from.ReadString());
        notes.Total = from.ReadInt64() is >= 0 and var total ? total : null;
        notes.Said = from.ReadString();
        return notes;
    }

    private void Note(List<string> list, string name, string value) => Keep(list, $"{name}: {(value.Length > Longest ? value[..Longest] : value)}");

    private void Keep(List<string> list, string text)
    {
        lock (_gate)
        {
            if (list.Count < Most && !list.Contains(text)) list.Add(text);
        }
    }

    private List<string> Copy(List<string> list)
    {
        lock (_gate) return [.. list];
    }
}
