namespace Supertrack.Stores.Warehouse;

/// <summary>Walks over UTF-8 lines without copying; empty lines are passed over.</summary>
internal ref struct JsonLines(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly JsonLines GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'\n');
            Current = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            if (!Current.IsEmpty)
                return true;
        }
        return false;
    }
}
