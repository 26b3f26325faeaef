using Supertrack.Core.Secrets;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Replaces secret values in texts that people see.</summary>
internal sealed class SecretMask
{
    private readonly SortedSet<string> _secrets = new(Comparer<string>.Create((a, b) => a.Length != b.Length ? b.Length.CompareTo(a.Length) : string.CompareOrdinal(a, b)));

    public IReadOnlyCollection<string> Values => _secrets;

    /// <summary>Texts under four characters are too common to be masked.</summary>
    public void Add(string? secret)
    {
        if (secret is { Length: >= SecretForms.Least }) _secrets.Add(secret);
    }

    /// <summary>Masks every form of every secret, those encoded in URLs, JSON and Base64 among them.</summary>
    public string Apply(string text)
    {
        foreach (var form in SecretForms.Of(_secrets)) text = text.Replace(form, "****", StringComparison.Ordinal);
        return text;
    }
}
