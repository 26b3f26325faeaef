namespace Supertrack.Core.Connectors.Trees;

/// <summary>Shell patterns: * any text, ? one character, [abc], [a-z], [!abc] one of a set.</summary>
internal static class ShellPattern
{
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (starPattern, starText) = (-1, 0);
        var (p, t) = (0, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (starPattern, starText) = (p++, t);
                continue;
            }
            var length = p < pattern.Length ? MatchOne(pattern[p..], text[t]) : 0;
            if (length > 0)
            {
                (p, t) = (p + length, t + 1);
                continue;
            }
            if (starPattern < 0) return false;
            (p, t) = (starPattern + 1, ++starText);
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    /// <summary>Length of the pattern's first element if it matches the character, else 0.</summary>
    private static int MatchOne(ReadOnlySpan<char> pattern, char character)
    {
        if (pattern[0] == '?') return 1;
        if (pattern[0] != '[') return pattern[0] == character ? 1 : 0;
        var start = pattern.Length > 1 && pattern[1] == '!' ? 2 : 1;
        var close = start < pattern.Length - 1 ? pattern[(start + 1)..].IndexOf(']') : -1;
        if (close < 0) return character == '[' ? 1 : 0;
        var set = pattern.Slice(start, close + 1);
        var inside = false;
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                inside |= character >= set[i] && character <= set[i + 2];
                i += 2;
            }
            else inside |= set[i] == character;
        }
        return inside == (start == 1) ? start + close + 2 : 0;
    }
}
