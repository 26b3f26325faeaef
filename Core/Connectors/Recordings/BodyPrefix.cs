using Supertrack.Core.Connectors.Cassettes;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Reads a body as far as there is room for it.</summary>
internal static class BodyPrefix
{
    /// <returns>The whole body, or, where it is longer than the room, a stream that gives what was read and then the rest.</returns>
    public static async Task<(ReadOnlyMemory<byte> Body, Stream? Longer)> ReadAsync(Stream body, long room, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(16 * 1024, room + 1)];
        var length = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return (buffer.AsMemory(0, length), null);
            length += read;
            if (length > room)
                return (default, new PrefixedStream(buffer.AsMemory(0, length), body));
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min((long)length * 2, room + 1));
        }
    }

    /// <summary>A stream over a body that was read, which lets go of the one it came from.</summary>
    public static async ValueTask<Stream> AgainAsync(ReadOnlyMemory<byte> body, Stream origin)
    {
        await origin.DisposeAsync();
        return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(body, out var part) && part.Array is { } array
            ? new MemoryStream(array, part.Offset, part.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(body.ToArray(), writable: false);
    }
}
