namespace Supertrack.Core.Connectors.Files;

/// <summary>Reads ahead far enough to see what a document begins with, and gives those bytes again.</summary>
internal sealed class PeekStream(Stream inner) : Stream
{
    private readonly byte[] _head = new byte[4096];
    private int _position;
    private int _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first byte that is neither white space nor part of a byte order mark; -1 when the head holds none.</summary>
    public async Task<int> FirstSignificantByteAsync(CancellationToken cancellationToken)
    {
        _length = await inner.ReadAtLeastAsync(_head, 1, throwOnEndOfStream: false, cancellationToken);
        foreach (var value in _head.AsSpan(0, _length))
            if (value is not (0x20 or 0x09 or 0x0A or 0x0D or 0xEF or 0xBB or 0xBF)) return value;
        return -1;
    }

    public override int Read(byte[] buffer, int offset, int count) => _position < _length ? TakeHead(buffer.AsSpan(offset, count)) : inner.Read(buffer, offset, count);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _position < _length ? TakeHead(buffer.Span) : await inner.ReadAsync(buffer, cancellationToken);

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int TakeHead(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _length - _position);
        _head.AsSpan(_position, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }
}
