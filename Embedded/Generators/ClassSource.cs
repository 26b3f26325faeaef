using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Supertrack.Embedded.Generators;

/// <summary>The registration of a grain class, with its constructor.</summary>
internal static class ClassSource
{
    public static GrainPart Of(INamedTypeSymbol type)
    {
        var id = "Class_" + GrainSymbols.Identifier(type);
        var location = type.Locations.FirstOrDefault();
        if (type.IsGenericType)
        {
            return new GrainPart(id, "", "", [new Problem(Rules.Generic, location, type.Name)]);
        }

        if (!GrainSymbols.IsVisible(type))
        {
            return new GrainPart(id, "", "", [new Problem(Rules.Hidden, location, type.Name)]);
        }

        var interfaces = string.Join(", ", type.AllInterfaces.Where(GrainSymbols.IsCallable).Select(i => $"typeof({GrainSymbols.Full(i)})"));
        var full = GrainSymbols.Full(type);
        var registration =
            $"global::Orleans.Engine.GrainRegistry.Add(new global::Orleans.Engine.ClassDescriptor(typeof({full}), {SymbolDisplay.FormatLiteral(TypeName(type), true)}, "
            + $"new global::System.Type[] {{ {interfaces} }}, static services => new {full}({Arguments(type)})));";
        return new GrainPart(id, "", registration, []);
    }

    /// <summary>The convention of Orleans: lower case, without a final "grain".</summary>
    private static string TypeName(INamedTypeSymbol type)
    {
        if (GrainSymbols.Find(type, "GrainType")?.ConstructorArguments.FirstOrDefault().Value is string given)
        {
            return given;
        }

        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", System.StringComparison.Ordinal) && name.Length > 5 ? name.Substring(0, name.Length - 5) : name;
    }

    private static string Arguments(INamedTypeSymbol type)
    {
        var constructors = type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            .ToList();
        var chosen = constructors.FirstOrDefault(c => GrainSymbols.Has(c, "ActivatorUtilitiesConstructor"))
            ?? constructors.OrderByDescending(c => c.Parameters.Length).FirstOrDefault();
        return chosen is null ? "" : string.Join(", ", chosen.Parameters.Select(Argument));
    }

    private static string Argument(IParameterSymbol parameter)
    {
        var type = GrainSymbols.Full(parameter.Type);
        if (GrainSymbols.Find(parameter, "PersistentState") is { } state && parameter.Type is INamedTypeSymbol { TypeArguments.Length: 1 } of)
        {
            var names = state.ConstructorArguments.Select(a => a.ToCSharpString()).Concat(["null"]).Take(2);
            return $"services.GetState<{GrainSymbols.Full(of.TypeArguments[0])}>({string.Join(", ", names)})";
        }

        if (GrainSymbols.Find(parameter, "FromKeyedServices") is { ConstructorArguments.Length: > 0 } keyed)
        {
            return $"services.GetKeyed<{type}>({keyed.ConstructorArguments[0].ToCSharpString()})";
        }

        if (GrainSymbols.Is(parameter.Type, "Orleans.Runtime", "IGrainContext"))
        {
            return "services.Context";
        }

        if (GrainSymbols.Is(parameter.Type, "System", "IServiceProvider"))
        {
            return "services.Context.ActivationServices";
        }

        return parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null, Type.IsReferenceType: true }
            ? $"services.GetOrDefault<{type}>()"
            : $"services.Get<{type}>()";
    }
}
