namespace Supertrack.Core.Healing.Notice;

/// <summary>Recognises pages that were seen before in the same slice: the first of a run, which a broken paginator repeats, and the latest, among which a loop shows.</summary>
internal sealed class PageMemory
{
    private const int First = 64;
    private const int Latest = 192;

    private readonly List<ulong> _first = [];
    private readonly Queue<ulong> _latest = new();
    private readonly HashSet<ulong> _known = [];

    public long Repeated { get; private set; }

    public void Add(ulong page)
    {
        if (_known.Contains(page))
        {
            Repeated++;
            return;
        }
        Keep(page);
    }

    public void Merge(PageMemory later)
    {
        Repeated += later.Repeated;
        foreach (var page in later._first.Concat(later._latest)) Add(page);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Repeated);
        to.Write(_first.Count + _latest.Count);
        foreach (var page in _first.Concat(_latest)) to.Write(page);
    }

    public static PageMemory Read(BinaryReader from)
    {
        var memory = new PageMemory { Repeated = from.ReadInt64() };
        for (var left = from.ReadInt32(); left > 0; left--) memory.Keep(from.ReadUInt64());
        return memory;
    }

    private void Keep(ulong page)
    {
        if (!_known.Add(page)) return;
        if (_first.Count < First)
        {
            _first.Add(page);
            return;
        }
        _latest.Enqueue(page);
        if (_latest.Count > Latest) _known.Remove(_latest.Dequeue());
    }
}
