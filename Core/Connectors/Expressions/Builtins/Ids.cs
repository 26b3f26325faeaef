using System.Buffers.Binary;
using System.Security.Cryptography;
using Supertrack.Core.Connectors.Expressions.Nodes;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Version 4 ids without ambient randomness: a hash of the clock and a counter, unless the context makes them.</summary>
internal static class Ids
{
    private static long _count;

    public static Guid Next(Evaluation evaluation)
    {
        if (evaluation.Context.NewId is { } make) return make();
        Span<byte> seed = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(seed, evaluation.Now.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(seed[8..], evaluation.Context.Clock.GetTimestamp());
        BinaryPrimitives.WriteInt64LittleEndian(seed[16..], Interlocked.Increment(ref _count));
        var bytes = SHA256.HashData(seed).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
