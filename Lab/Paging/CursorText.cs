using System.Buffers.Binary;
using System.Buffers.Text;
using Supertrack.Lab.Generation;

namespace Supertrack.Lab.Paging;

/// <summary>Opaque cursors: a position and a check value, so that a made-up cursor is noticed.</summary>
internal static class CursorText
{
    private const ulong Salt = 0x6C61622D63757273;

    public static string Encode(int position)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, position);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Check(position));
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryDecode(string text, out int position)
    {
        position = 0;
        Span<byte> bytes = stackalloc byte[8];
        if (text.Length != 11 || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text, bytes) != 8)
        {
            return false;
        }

        position = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == Check(position);
    }

    private static uint Check(int position) => (uint)Draw.Mix((ulong)position ^ Salt);
}
