using System.Text;
using Microsoft.CodeAnalysis;

namespace Supertrack.Embedded.Generators;

/// <summary>Questions about symbols.</summary>
internal static class GrainSymbols
{
    private static readonly HashSet<string> KeyInterfaces =
    [
        "IGrain", "IGrainWithGuidKey", "IGrainWithIntegerKey", "IGrainWithStringKey", "IGrainWithGuidCompoundKey", "IGrainWithIntegerCompoundKey",
    ];

    /// <summary>A grain interface, or a class that can be activated.</summary>
    public static bool IsGrain(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(i => Is(i, "Orleans", "IGrain"))
        && (type.TypeKind == TypeKind.Interface ? !IsKeyInterface(type) : !type.IsAbstract && !type.IsStatic && !DerivesFrom(type, "GrainReference"));

    public static bool IsKeyInterface(INamedTypeSymbol type) => KeyInterfaces.Contains(type.Name) && type.ContainingNamespace.ToDisplayString() == "Orleans";

    public static bool IsCallable(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && !IsKeyInterface(type) && type.AllInterfaces.Any(i => Is(i, "Orleans", "IGrain"));

    public static bool Is(ITypeSymbol type, string ns, string name) => type.Name == name && type.ContainingNamespace?.ToDisplayString() == ns;

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    public static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == attribute + "Attribute");

    public static bool IsVisible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.ContainingType)
        {
            if (t.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                return false;
            }
        }

        return true;
    }

    public static string Full(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The name as reflection writes it, for messages.</summary>
    public static string FullName(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    /// <summary>The name as part of an identifier.</summary>
    public static string Identifier(INamedTypeSymbol type)
    {
        var text = new StringBuilder();
        foreach (var c in type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat))
        {
            text.Append(char.IsLetterOrDigit(c) ? c : '_');
        }

        return text.ToString();
    }

    private static bool DerivesFrom(INamedTypeSymbol type, string name)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            if (Is(t, "Orleans.Runtime", name))
            {
                return true;
            }
        }

        return false;
    }
}
