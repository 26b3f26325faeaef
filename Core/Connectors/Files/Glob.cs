namespace Supertrack.Core.Connectors.Files;

/// <summary>File name patterns: <c>?</c> one character, <c>*</c> any within a folder, <c>**</c> any over folders.</summary>
internal static class Glob
{
    // Iterative with one restart point a wildcard kind, so a hostile pattern costs at most pattern times name.
    public static bool IsMatch(string pattern, string name)
    {
        var possible = new bool[name.Length + 1];
        possible[0] = true;
        for (var index = 0; index < pattern.Length; index++)
        {
            var deep = pattern.AsSpan(index).StartsWith("**");
            var next = new bool[name.Length + 1];
            if (pattern[index] == '*') Spread(possible, next, name, deep);
            else Step(possible, next, name, pattern[index]);
            if (!deep)
            {
                possible = next;
                continue;
            }
            index++;
            // "**/" also stands for no folder at all.
            if (index + 1 < pattern.Length && pattern[index + 1] == '/')
            {
                index++;
                for (var at = name.Length; at > 0; at--) next[at] = next[at - 1] && name[at - 1] == '/';
                next[0] = false;
                for (var at = 0; at <= name.Length; at++) next[at] |= possible[at];
            }
            possible = next;
        }
        return possible[name.Length];
    }

    private static void Spread(bool[] from, bool[] to, string name, bool deep)
    {
        to[0] = from[0];
        for (var at = 1; at <= name.Length; at++) to[at] = from[at] || (to[at - 1] && (deep || name[at - 1] != '/'));
    }

    private static void Step(bool[] from, bool[] to, string name, char character)
    {
        for (var at = 1; at <= name.Length; at++)
            to[at] = from[at - 1] && (name[at - 1] == character || (character == '?' && name[at - 1] != '/'));
    }
}
