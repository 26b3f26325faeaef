namespace Supertrack.Core.Schemas.Conventions;

/// <summary>How the words of a name are put together.</summary>
public enum NameStyle
{
    /// <summary>One lower-case word: fits every style but Pascal.</summary>
    Plain,
    Snake,
    Camel,
    Pascal,
    Kebab,
    Other,
}

/// <summary>Tells and writes styles of names.</summary>
internal static class NameStyles
{
    public static NameStyle Of(string name)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) return NameStyle.Other;
        var bare = name.TrimStart('_');
        bool upper = bare.Any(char.IsAsciiLetterUpper), under = bare.Contains('_'), dash = bare.Contains('-');
        if (under && dash) return NameStyle.Other;
        if (under) return upper ? NameStyle.Other : NameStyle.Snake;
        if (dash) return upper ? NameStyle.Other : NameStyle.Kebab;
        if (!upper) return NameStyle.Plain;
        return char.IsAsciiLetterUpper(bare[0]) ? NameStyle.Pascal : NameStyle.Camel;
    }

    /// <summary>The words of <paramref name="name"/> in that style.</summary>
    public static string Write(string name, NameStyle style)
    {
        var words = Words.Of(name);
        return style switch
        {
            NameStyle.Snake => string.Join('_', words),
            NameStyle.Kebab => string.Join('-', words),
            NameStyle.Pascal => string.Concat(words.Select(Capital)),
            NameStyle.Camel => string.Concat(words.Select((w, i) => i == 0 ? w : Capital(w))),
            _ => name,
        };
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
