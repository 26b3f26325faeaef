using System.Buffers;
using System.Runtime.CompilerServices;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>A piece of a file that holds whole JSON values.</summary>
/// <param name="Bytes">UTF-8; valid until <see cref="Release"/>.</param>
/// <param name="Offset">Bytes of the file before it.</param>
/// <param name="IsWhole">Whether it is the whole file.</param>
public readonly record struct SampleBlock(ReadOnlyMemory<byte> Bytes, long Offset, bool IsWhole, byte[] Rented)
{
    public void Release() => ArrayPool<byte>.Shared.Return(Rented);
}

/// <summary>
/// Cuts a stream of JSON (one document, lines, or one long list) into blocks of whole values, so that workers can read them side by
/// side and memory stays at a few blocks whatever the size of the file. Only one value larger than a block makes a block grow.
/// </summary>
public static class SampleBlocks
{
    private const int BlockBytes = 1 << 20;
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[], \n\r\t"u8);
    private static readonly SearchValues<byte> StringEnd = SearchValues.Create("\"\\"u8);

    /// <param name="unwrapList">Whether the items of a list at the top are the values wanted. A file of one block comes as it is.</param>
    /// <exception cref="InvalidDataException">The file ends within a value, or its brackets do not match.</exception>
    public static async IAsyncEnumerable<SampleBlock> ReadAsync(Stream stream, bool unwrapList, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        var filled = 0;
        long offset = 0;
        var inList = false;
        while (true)
        {
            var ended = await FillAsync(stream, buffer, filled, cancellationToken) is var read && filled + read < buffer.Length;
            filled += read;
            if (offset == 0 && ended)
            {
                yield return new SampleBlock(buffer.AsMemory(0, filled), 0, true, buffer);
                yield break;
            }
            if (offset == 0 && unwrapList) inList = OpenList(buffer.AsSpan(0, filled));
            var cut = inList ? 0 : EndOfLines(buffer.AsSpan(0, filled));
            if (cut == 0) cut = CompleteValues(buffer.AsSpan(0, filled), inList);
            if (cut == 0 && ended)
            {
                if (!buffer.AsSpan(0, filled).ContainsAnyExcept(" \r\n\t"u8)) yield break;
                throw new InvalidDataException($"the file ends within a value that starts at byte {offset}");
            }
            if (cut == 0)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, filled).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
                continue;
            }
            var next = ArrayPool<byte>.Shared.Rent(Math.Max(BlockBytes, (filled - cut) * 2));
            buffer.AsSpan(cut, filled - cut).CopyTo(next);
            yield return new SampleBlock(buffer.AsMemory(0, cut), offset, false, buffer);
            offset += cut;
            filled -= cut;
            buffer = next;
            if (ended && filled == 0) yield break;
        }
    }

    private static async ValueTask<int> FillAsync(Stream stream, byte[] buffer, int from, CancellationToken cancellationToken) =>
        await stream.ReadAtLeastAsync(buffer.AsMemory(from), buffer.Length - from, throwOnEndOfStream: false, cancellationToken);

    /// <summary>Blanks the bracket that opens the list, so that its items stand free.</summary>
    private static bool OpenList(Span<byte> bytes)
    {
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var first = bytes[start..].IndexOfAnyExcept(" \r\n\t"u8);
        if (first < 0 || bytes[start + first] != '[') return false;
        bytes[..(start + first + 1)].Fill((byte)' ');
        return true;
    }

    /// <summary>
    /// Where the last line starts, when the one before it is all one object: in JSON no text holds a raw line end, and no value follows
    /// another without a comma, so two such lines only meet between values of the top. 0 where no lines meet so, or there are comments.
    /// </summary>
    private static int EndOfLines(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.LastIndexOf("}\n{"u8);
        if (end < 0 || bytes.IndexOf("/*"u8) >= 0) return 0;
        return bytes[bytes[..end].LastIndexOf((byte)'\n') + 1] == '{' ? end + 2 : 0;
    }

    /// <summary>The length of the whole values at the start. In a list, the commas and the bracket around them become blanks.</summary>
    private static int CompleteValues(Span<byte> bytes, bool inList)
    {
        var depth = 0;
        var cut = 0;
        var i = 0;
        while (i < bytes.Length)
        {
            var next = bytes[i..].IndexOfAny(Structure);
            if (next < 0) break;
            i += next;
            switch (bytes[i])
            {
                case (byte)'"':
                    i = EndOfString(bytes, i + 1);
                    if (i >= bytes.Length) return cut;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    if (depth == 0 && inList && bytes[i] == ']') bytes[i] = (byte)' ';
                    else if (--depth < 0) throw new InvalidDataException($"a bracket closes that was not opened, near byte {i} of the block");
                    if (depth == 0) cut = i + 1;
                    break;
                case (byte)',' when depth == 0 && inList:
                    bytes[i] = (byte)' ';
                    cut = i + 1;
                    break;
                default:
                    if (depth == 0) cut = i + 1;
                    break;
            }
            i++;
        }
        return cut;
    }

    private static int EndOfString(ReadOnlySpan<byte> bytes, int from)
    {
        while (from < bytes.Length)
        {
            var at = bytes[from..].IndexOfAny(StringEnd);
            if (at < 0) return bytes.Length;
            from += at;
            if (bytes[from] == '"') return from;
            from += 2;
        }
        return bytes.Length;
    }
}
