using System.Text.Json;

namespace Supertrack.Stores.Warehouse;

internal static class JsonNames
{
    /// <summary>The text of an escaped JSON name, or null when it is no text (a surrogate without its partner).</summary>
    public static string? Unescape(ReadOnlySpan<byte> escaped)
    {
        var quoted = new byte[escaped.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
