using System.Diagnostics.CodeAnalysis;
using Orleans.Streams;

namespace Orleans;

/// <summary>Every stream of the namespace has the grain of this class with the stream's key as a subscriber.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    public ImplicitStreamSubscriptionAttribute() => Predicate = new AllStreamNamespacesPredicate();

    public ImplicitStreamSubscriptionAttribute(string streamNamespace)
    {
        ArgumentNullException.ThrowIfNull(streamNamespace);
        Predicate = new ExactMatchStreamNamespacePredicate(streamNamespace.Trim());
    }

    public ImplicitStreamSubscriptionAttribute(IStreamNamespacePredicate predicate) => Predicate = predicate;

    public IStreamNamespacePredicate Predicate { get; }
}

/// <summary>As <see cref="ImplicitStreamSubscriptionAttribute"/>, for namespaces that match a regular expression.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RegexImplicitStreamSubscriptionAttribute([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    : ImplicitStreamSubscriptionAttribute(new RegexStreamNamespacePredicate(pattern))
{
}
