using System.Buffers;
using System.Buffers.Text;

namespace Supertrack.Lab.Records;

/// <summary>A growing run of bytes that is used again and again.</summary>
internal sealed class ByteBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[16 * 1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Forgets everything after the first bytes.</summary>
    public void CutTo(int length) => Length = Math.Min(Length, length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        Length++;
    }

    public void Append(long value)
    {
        Utf8Formatter.TryFormat(value, GetSpan(20), out int written);
        Length += written;
    }

    /// <summary>Writes a number with leading zeros.</summary>
    public void AppendDigits(ulong value, int digits)
    {
        Span<byte> place = GetSpan(digits);
        for (int at = digits - 1; at >= 0; at--)
        {
            (value, ulong digit) = Math.DivRem(value, 10);
            place[at] = (byte)('0' + digit);
        }

        Length += digits;
    }

    public void AppendHex(ulong value, int digits)
    {
        Span<byte> place = GetSpan(digits);
        for (int at = digits - 1; at >= 0; at--)
        {
            place[at] = "0123456789abcdef"u8[(int)(value & 15)];
            value >>= 4;
        }

        Length += digits;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Grow(int more)
    {
        if (_bytes.Length - Length < Math.Max(more, 1))
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }
}
