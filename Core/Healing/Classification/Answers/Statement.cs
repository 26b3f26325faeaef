namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>One thing an answer says about its failure.</summary>
/// <param name="Words">Lower case, machine names split into words (<c>TooManyRequests</c> and <c>TOO_MANY_REQUESTS</c> read the same).</param>
/// <param name="Original">As sent, for evidence.</param>
/// <param name="Place">Where it stood: a path in the body, a header's name, or the title of a page.</param>
internal sealed record Statement(string Words, string Original, string Place);

internal static class Wording
{
    /// <summary>Splits a machine name or a sentence into lower-case words.</summary>
    public static string Of(string text)
    {
        var words = new System.Text.StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '_' || (char.IsWhiteSpace(c) && words.Length > 0 && words[^1] == ' '))
            {
                c = ' ';
                if (words.Length > 0 && words[^1] == ' ') continue;
            }

            var startsWord = char.IsUpper(c) && i > 0 && (char.IsLower(text[i - 1])
                || (char.IsUpper(text[i - 1]) && i + 1 < text.Length && char.IsLower(text[i + 1])));
            if (startsWord) words.Append(' ');
            words.Append(char.IsWhiteSpace(c) ? ' ' : c is '\u2019' ? '\'' : char.ToLowerInvariant(c));
        }

        return words.ToString().Trim();
    }
}
