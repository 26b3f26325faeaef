using System.Text;
using System.Text.Json;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>The names of members, made once while records of one shape are read one after the other. A small table a thread; a name that meets another takes its place.</summary>
internal static class KeyNames
{
    private const int Size = 1024;
    private const int Longest = 64;

    [ThreadStatic]
    private static StrValue?[]? _table;

    public static StrValue Of(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length is 0 or > Longest) return new StrValue(reader.GetString()!);
        var bytes = reader.ValueSpan;
        var table = _table ??= new StrValue?[Size];
        var slot = (uint)((bytes[0] * 31 + bytes[^1]) * 31 + bytes[bytes.Length / 2] + (bytes.Length * 131)) % Size;
        if (table[slot] is { } known && Ascii.Equals(bytes, known.Text)) return known;
        return table[slot] = new StrValue(reader.GetString()!);
    }
}
