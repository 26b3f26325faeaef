using System.Buffers.Binary;
using System.Numerics;

namespace Orleans.Runtime;

/// <summary>A hash that is the same in every process, so that it can be written down (32 bits; not for untrusted table keys).</summary>
internal static class StableHash
{
    private const uint Prime1 = 0x9E3779B1;
    private const uint Prime2 = 0x85EBCA77;

    public static int Compute(ReadOnlySpan<byte> data)
    {
        var hash = (uint)data.Length * Prime1;
        while (data.Length >= 4)
        {
            hash = BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime2), 13) * Prime1;
            data = data[4..];
        }

        foreach (var b in data)
        {
            hash = BitOperations.RotateLeft(hash ^ (b * Prime2), 11) * Prime1;
        }

        hash ^= hash >> 15;
        hash *= Prime2;
        hash ^= hash >> 13;
        return (int)hash;
    }
}
