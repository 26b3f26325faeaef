namespace Supertrack.Stores.Secrets;

/// <summary>Keys as text: 32 bytes in Base64.</summary>
internal static class KeyText
{
    public const int Bytes = 32;

    public static KeyFile Parse(string? text, string place)
    {
        var key = new byte[Bytes + 1];
        return Convert.TryFromBase64String(text?.Trim() ?? "", key, out var length) && length == Bytes
            ? KeyFile.Of(key[..Bytes], place)
            : throw new InvalidOperationException($"There is no key of {Bytes} bytes in Base64 in {place}. Make one with 'openssl rand -base64 32' and keep it safe: what it encrypts is lost without it.");
    }
}
