using System.Buffers.Binary;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>A fast 64-bit hash of bytes, the same in every process (unlike <see cref="HashCode"/>), so that sketches can be merged.</summary>
internal static class ByteHash
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * Prime;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        ulong tail = 0;
        for (var i = 0; i < bytes.Length; i++) tail |= (ulong)bytes[i] << (8 * i);
        return Mix(hash ^ tail ^ 0x5851F42D4C957F2D);
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 32)) * Prime;
        x = (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9;
        return x ^ (x >> 32);
    }
}
