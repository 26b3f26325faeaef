namespace Supertrack.Core.Schemas;

/// <summary>Splits names into words: `createdAt`, `created_at`, `Created-At`, `HTTPCode2` → lower-case words.</summary>
public static class Words
{
    public static IReadOnlyList<string> Of(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && !Breaks(name, i)) continue;
            Take(name, start, i, words);
            start = i;
        }
        return words;
    }

    private static bool Breaks(string name, int i)
    {
        if (i == 0) return false;
        char before = name[i - 1], here = name[i];
        if (!char.IsLetterOrDigit(here) || !char.IsLetterOrDigit(before)) return true;
        if (char.IsDigit(here) != char.IsDigit(before)) return true;
        if (char.IsUpper(here) && !char.IsUpper(before)) return true;
        return char.IsUpper(here) && i + 1 < name.Length && char.IsLower(name[i + 1]) && !(name[i + 1] == 's' && i + 2 == name.Length);
    }

    private static void Take(string name, int start, int end, List<string> words)
    {
        while (start < end && !char.IsLetterOrDigit(name[start])) start++;
        if (start < end) words.Add(name[start..end].ToLowerInvariant());
    }
}
