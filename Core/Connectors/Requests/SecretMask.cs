using System.Collections;
using System.Collections.Immutable;
using Supertrack.Core.Secrets;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Replaces secret values in texts that people see. Safe to use from many threads; as a collection it always shows what is known by then.</summary>
internal sealed class SecretMask : IReadOnlyCollection<string>
{
    private static readonly Comparer<string> LongestFirst = Comparer<string>.Create((a, b) => a.Length != b.Length ? b.Length.CompareTo(a.Length) : string.CompareOrdinal(a, b));

    private ImmutableSortedSet<string> _secrets = ImmutableSortedSet.Create<string>(LongestFirst);

    public IReadOnlyCollection<string> Values => this;

    public int Count => Volatile.Read(ref _secrets).Count;

    public IEnumerator<string> GetEnumerator() => Volatile.Read(ref _secrets).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Texts under four characters are too common to be masked.</summary>
    public void Add(string? secret)
    {
        if (secret is not { Length: >= SecretForms.Least } || Volatile.Read(ref _secrets).Contains(secret)) return;
        ImmutableInterlocked.Update(ref _secrets, static (known, added) => known.Add(added), secret);
    }

    /// <summary>Masks every form of every secret, those encoded in URLs, JSON and Base64 among them.</summary>
    public string Apply(string text)
    {
        foreach (var form in SecretForms.Of(Volatile.Read(ref _secrets))) text = text.Replace(form, "****", StringComparison.Ordinal);
        return text;
    }
}
