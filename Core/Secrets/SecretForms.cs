using System.Text;
using System.Text.Encodings.Web;

namespace Supertrack.Core.Secrets;

/// <summary>The ways in which one secret shows up in texts: as it is, percent- and form-encoded, escaped in JSON, and inside Base64.</summary>
public static class SecretForms
{
    /// <summary>Shorter values are too common in other texts to be looked for.</summary>
    public const int Least = 4;

    /// <summary>A shorter value leaves too few characters of Base64 that belong to it alone.</summary>
    private const int LeastInBase64 = 8;

    /// <summary>Every form once, the longest first, because one may be part of another; empty for values under four characters.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return [.. secrets.Where(secret => secret.Length >= Least).SelectMany(Of).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
    }

    private static IEnumerable<string> Of(string secret)
    {
        yield return secret;
        var escaped = Uri.EscapeDataString(secret);
        yield return escaped;
        yield return Lower(escaped);
        yield return escaped.Replace("%20", "+", StringComparison.Ordinal);
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        if (secret.Length < LeastInBase64)
            yield break;
        for (var offset = 0; offset < 3; offset++)
        {
            var inner = InBase64(secret, offset);
            yield return inner;
            yield return inner.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>Percent signs followed by lower-case digits, as some servers write them.</summary>
    private static string Lower(string escaped)
    {
        var text = new StringBuilder(escaped);
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] != '%')
                continue;
            text[i + 1] = char.ToLowerInvariant(text[i + 1]);
            text[i + 2] = char.ToLowerInvariant(text[i + 2]);
        }
        return text.ToString();
    }

    /// <summary>The characters of Base64 that depend on the secret only, where so many bytes (modulo three) stand before it.</summary>
    private static string InBase64(string secret, int offset)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        var first = offset == 0 ? 0 : offset + 1;
        var whole = (offset + bytes.Length) * 8 / 6;
        return text[first..whole];
    }
}
