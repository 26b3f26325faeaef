using Microsoft.CodeAnalysis;

namespace Supertrack.Embedded.Generators;

/// <summary>The assembly, and the registrations of those it references.</summary>
internal sealed class AssemblyPart(string ns, IReadOnlyList<string> referenced) : IEquatable<AssemblyPart>
{
    public string Namespace { get; } = ns;
    public IReadOnlyList<string> Referenced { get; } = referenced;

    public static AssemblyPart Of(Compilation compilation)
    {
        var registrations = compilation.SourceModule.ReferencedAssemblySymbols
            .SelectMany(a => a.GetAttributes())
            .Where(a => a.AttributeClass is { Name: "GrainRegistrationAttribute" } c && c.ContainingNamespace.ToDisplayString() == "Orleans.Engine")
            .Select(a => a.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol)
            .Where(t => t is not null)
            .Select(t => GrainSymbols.Full(t!))
            .OrderBy(t => t, StringComparer.Ordinal)
            .ToList();
        var name = new string([.. (compilation.AssemblyName ?? "Assembly").Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
        return new AssemblyPart($"Orleans.Engine.Generated.{name}", registrations);
    }

    public bool Equals(AssemblyPart? other) => other is not null && Namespace == other.Namespace && Referenced.SequenceEqual(other.Referenced);
    public override bool Equals(object? obj) => Equals(obj as AssemblyPart);
    public override int GetHashCode() => Namespace.GetHashCode();
}
