using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Supertrack.Core.Healing.Notifications;

/// <summary>Signatures of webhooks in the form of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body.</summary>
public static class WebhookSignature
{
    public const string Prefix = "whsec_";
    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    /// <summary>The value of the header <c>webhook-signature</c>.</summary>
    /// <param name="secret"><c>whsec_</c> and the key in Base64.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="at">The header <c>webhook-timestamp</c>: seconds since 1970.</param>
    /// <exception cref="FormatException">The secret has another form.</exception>
    public static string Sign(string secret, string id, DateTimeOffset at, string body)
    {
        var key = TryKey(secret) ?? throw new FormatException($"The signing key is not {Prefix} and Base64 of {LeastBytes} to {MostBytes} bytes.");
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }

    public static bool IsSecret(string secret) => TryKey(secret) is not null;

    /// <param name="key">Random bytes, 24 to 64.</param>
    public static string Secret(ReadOnlySpan<byte> key) => Prefix + Convert.ToBase64String(key);

    private static byte[]? TryKey(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var bytes = new byte[secret.Length];
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= LeastBytes and <= MostBytes
            ? bytes[..length]
            : null;
    }
}
