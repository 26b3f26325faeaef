namespace Supertrack.Lab.GraphQl;

/// <summary>Names that somebody may have meant.</summary>
internal static class Suggestions
{
    private const int Most = 5;

    /// <summary>" Did you mean ...?" or the empty text.</summary>
    public static string For(string name, IEnumerable<string> known)
    {
        string[] close = [.. known.Select(candidate => (candidate, far: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.far <= (name.Length * 2 / 5) + 1 || Holds(pair.candidate, name) || Holds(name, pair.candidate))
            .OrderBy(pair => pair.far).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(Most).Select(pair => $"\"{pair.candidate}\"")];
        return close.Length switch
        {
            0 => "",
            1 => $" Did you mean {close[0]}?",
            2 => $" Did you mean {close[0]} or {close[1]}?",
            _ => $" Did you mean {string.Join(", ", close[..^1])}, or {close[^1]}?",
        };
    }

    private static bool Holds(string whole, string part) =>
        part.Length > 2 && whole.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static int Distance(string left, string right)
    {
        int[] before = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] now = new int[right.Length + 1];
            now[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = before[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                now[j] = Math.Min(change, Math.Min(before[j], now[j - 1]) + 1);
            }

            before = now;
        }

        return before[^1];
    }
}
