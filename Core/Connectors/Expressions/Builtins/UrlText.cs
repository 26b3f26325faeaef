using System.Text;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>Percent encoding as Python's urllib does it.</summary>
internal static class UrlText
{
    public static string Quote(string text, string safe)
    {
        var quoted = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '~' || safe.Contains(c, StringComparison.Ordinal)) quoted.Append(c);
            else quoted.Append('%').Append(b.ToString("X2"));
        }
        return quoted.ToString();
    }

    public static string QuotePlus(string text) => Quote(text, " ").Replace(' ', '+');
}
