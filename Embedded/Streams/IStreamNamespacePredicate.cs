using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Orleans.Streams;

/// <summary>Chooses streams by their namespace.</summary>
public interface IStreamNamespacePredicate
{
    bool IsMatch(string streamNamespace);
    string PredicatePattern { get; }
}

internal sealed class AllStreamNamespacesPredicate : IStreamNamespacePredicate
{
    public string PredicatePattern => "*";
    public bool IsMatch(string streamNamespace) => true;
}

internal sealed class ExactMatchStreamNamespacePredicate(string targetStreamNamespace) : IStreamNamespacePredicate
{
    public string PredicatePattern => $"namespace:{targetStreamNamespace}";
    public bool IsMatch(string streamNamespace) => string.Equals(targetStreamNamespace, streamNamespace?.Trim(), StringComparison.Ordinal);
}

internal sealed class RegexStreamNamespacePredicate([StringSyntax(StringSyntaxAttribute.Regex)] string regex) : IStreamNamespacePredicate
{
    private readonly Regex _regex = new(regex, RegexOptions.None, TimeSpan.FromSeconds(1));

    public string PredicatePattern => $"regex:{regex}";
    public bool IsMatch(string streamNamespace) => _regex.IsMatch(streamNamespace);
}
