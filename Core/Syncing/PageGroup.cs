using Supertrack.Core.Connectors;
using Supertrack.Core.Storage;

namespace Supertrack.Core.Syncing;

/// <summary>Pages on their way into one transaction, copied into one buffer that is reused: a page's own memory is only lent.</summary>
internal sealed class PageGroup
{
    private readonly List<(int Start, int Length, int Count, IReadOnlyList<WithheldRecord> Withheld)> _pages = [];
    private byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public int Pages => _pages.Count;

    public int Records { get; private set; }

    public int Bytes => _used;

    public byte[] Checkpoint { get; private set; } = [];

    public string? State { get; private set; }

    /// <param name="withheld">Records of the page that are set aside.</param>
    /// <param name="state">The stream state that holds once this page is stored.</param>
    public void Add(RecordPage page, IReadOnlyList<WithheldRecord> withheld, string? state)
    {
        var lines = page.Lines.Span;
        if (_buffer.Length - _used < lines.Length)
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max((long)_buffer.Length * 2, (long)_used + lines.Length)));
        lines.CopyTo(_buffer.AsSpan(_used));
        _pages.Add((_used, lines.Length, page.Count, withheld));
        _used += lines.Length;
        Records += page.Count;
        Checkpoint = page.Checkpoint;
        State = state;
    }

    public IReadOnlyList<PageBatch> Batches(long firstSequence) =>
        [.. _pages.Select((page, index) => new PageBatch(firstSequence + index, _buffer.AsMemory(page.Start, page.Length), page.Count) { Withheld = page.Withheld })];

    public void Clear()
    {
        _pages.Clear();
        _used = 0;
        Records = 0;
    }
}
