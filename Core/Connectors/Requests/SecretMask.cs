namespace Supertrack.Core.Connectors.Requests;

/// <summary>Replaces secret values in texts that people see.</summary>
internal sealed class SecretMask
{
    private readonly SortedSet<string> _secrets = new(Comparer<string>.Create((a, b) => a.Length != b.Length ? b.Length.CompareTo(a.Length) : string.CompareOrdinal(a, b)));

    public IReadOnlyCollection<string> Values => _secrets;

    /// <summary>Texts under four characters are too common to be masked.</summary>
    public void Add(string? secret)
    {
        if (secret is { Length: >= 4 }) _secrets.Add(secret);
    }

    public string Apply(string text)
    {
        foreach (var secret in _secrets) text = text.Replace(secret, "****", StringComparison.Ordinal);
        return text;
    }
}
