using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Supertrack.Silo.Access;

/// <summary>A key as its holder has it: <c>st_ID_SECRET</c>. Only the hash of the whole is stored.</summary>
internal sealed record ApiKey(string Id, string Text)
{
    private const string Prefix = "st_";

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public static ApiKey Create()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new ApiKey(id, $"{Prefix}{id}_{secret}");
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKey? key)
    {
        key = null;
        var parts = text.Split('_');
        if (parts.Length != 3 || parts[0] != "st" || parts[1].Length is < 4 or > 32 || parts[2].Length is < 32 or > 200 || !parts[1].All(char.IsAsciiLetterOrDigit))
            return false;
        key = new ApiKey(parts[1], text);
        return true;
    }
}
