using System.Buffers.Text;
using System.Text;

namespace Orleans.Runtime;

/// <summary>
/// Keys as text: integers in upper-case hexadecimal, Guids as 32 digits, and after a <c>+</c> the second part of a compound key.
/// </summary>
public static class GrainIdKeyExtensions
{
    private const byte Plus = (byte)'+';

    public static IdSpan CreateIntegerKey(long key)
    {
        Span<byte> buffer = stackalloc byte[16];
        Utf8Formatter.TryFormat(key, buffer, out var length, 'X');
        return new IdSpan(buffer[..length].ToArray());
    }

    public static IdSpan CreateIntegerKey(long key, string? keyExtension)
    {
        if (string.IsNullOrWhiteSpace(keyExtension))
        {
            return CreateIntegerKey(key);
        }

        Span<byte> buffer = stackalloc byte[16];
        Utf8Formatter.TryFormat(key, buffer, out var length, 'X');
        return new IdSpan([.. buffer[..length], Plus, .. Encoding.UTF8.GetBytes(keyExtension)]);
    }

    public static IdSpan CreateGuidKey(Guid key)
    {
        var buffer = new byte[32];
        Utf8Formatter.TryFormat(key, buffer, out _, 'N');
        return new IdSpan(buffer);
    }

    public static IdSpan CreateGuidKey(Guid key, string? keyExtension)
    {
        if (string.IsNullOrWhiteSpace(keyExtension))
        {
            return CreateGuidKey(key);
        }

        Span<byte> buffer = stackalloc byte[32];
        Utf8Formatter.TryFormat(key, buffer, out _, 'N');
        return new IdSpan([.. buffer, Plus, .. Encoding.UTF8.GetBytes(keyExtension)]);
    }

    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var text = grainId.Key.AsSpan();
        var plus = text.IndexOf(Plus);
        keyExt = plus < 0 ? null : Encoding.UTF8.GetString(text[(plus + 1)..]);
        text = plus < 0 ? text : text[..plus];
        return Utf8Parser.TryParse(text, out key, out var length, 'X') && length == text.Length;
    }

    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var text = grainId.Key.AsSpan();
        keyExt = null;
        if (text.Length > 32 && text[32] == Plus)
        {
            keyExt = Encoding.UTF8.GetString(text[33..]);
            text = text[..32];
        }

        key = default;
        return text.Length == 32 && Utf8Parser.TryParse(text, out key, out var length, 'N') && length == 32;
    }

    public static long GetIntegerKey(this GrainId grainId) => grainId.GetIntegerKey(out _);

    /// <exception cref="ArgumentException">The key is no integer key.</exception>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out var key, out keyExt) ? key : throw Wrong(grainId, "an integer");

    public static Guid GetGuidKey(this GrainId grainId) => grainId.GetGuidKey(out _);

    /// <exception cref="ArgumentException">The key is no Guid key.</exception>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out var key, out keyExt) ? key : throw Wrong(grainId, "a Guid");

    private static ArgumentException Wrong(GrainId grainId, string kind) =>
        new($"The key of grain \"{grainId}\" is not {kind} key.", nameof(grainId));
}
