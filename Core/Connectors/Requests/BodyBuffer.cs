using System.Buffers;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>A body in a pooled array.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private byte[] _array;
    private readonly bool _pooled;

    private BodyBuffer(byte[] array, int length, bool pooled) => (_array, Length, _pooled) = (array, length, pooled);

    public int Length { get; }

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Length);

    public static BodyBuffer Of(byte[] bytes) => new(bytes, bytes.Length, pooled: false);

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="ConnectorException">The body is longer than <paramref name="limit"/> bytes.</exception>
    public static async Task<BodyBuffer> ReadAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        var array = ArrayPool<byte>.Shared.Rent(32 * 1024);
        var length = 0;
        try
        {
            while (true)
            {
                if (length == array.Length) array = Grow(array, length);
                var read = await stream.ReadAsync(array.AsMemory(length), cancellationToken);
                if (read == 0) return new BodyBuffer(array, length, pooled: true);
                length += read;
                if (length > limit)
                    throw new ConnectorException(FailureKind.System, $"The answer is longer than {limit} bytes. Ask for smaller pages or raise the limit of the body size.");
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(array);
            throw;
        }
    }

    private static byte[] Grow(byte[] array, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Min((long)length * 2, Array.MaxLength)));
        array.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        return larger;
    }

    public void Dispose()
    {
        if (_pooled && _array.Length > 0) ArrayPool<byte>.Shared.Return(_array);
        _array = [];
    }
}
