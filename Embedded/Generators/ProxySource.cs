using System.Text;
using Microsoft.CodeAnalysis;

namespace Supertrack.Embedded.Generators;

/// <summary>The proxy of a grain interface.</summary>
internal static class ProxySource
{
    public static GrainPart Of(INamedTypeSymbol type)
    {
        var problems = new List<Problem>();
        var id = "Proxy_" + GrainSymbols.Identifier(type);
        if (type.IsGenericType)
        {
            problems.Add(new Problem(Rules.Generic, type.Locations.FirstOrDefault(), type.Name));
        }
        else if (!GrainSymbols.IsVisible(type))
        {
            problems.Add(new Problem(Rules.Hidden, type.Locations.FirstOrDefault(), type.Name));
        }

        var methods = Methods(type, problems);
        if (problems.Count > 0)
        {
            return new GrainPart(id, "", "", problems);
        }

        var full = GrainSymbols.Full(type);
        var text = new StringBuilder();
        text.Append($"internal sealed class {id}(global::Orleans.Engine.ProxyOrigin origin) : global::Orleans.Engine.Proxy(in origin), {full}\n{{\n");
        for (var i = 0; i < methods.Count; i++)
        {
            text.Append(new MethodSource(methods[i], i).Text());
        }

        text.Append("}\n");
        var registration = $"global::Orleans.Engine.GrainRegistry.Add(new global::Orleans.Engine.InterfaceDescriptor(typeof({full}), \"{GrainSymbols.FullName(type)}\", static origin => new {id}(origin)));";
        return new GrainPart(id, text.ToString(), registration, problems);
    }

    private static List<IMethodSymbol> Methods(INamedTypeSymbol type, List<Problem> problems)
    {
        var methods = new List<IMethodSymbol>();
        foreach (var member in type.AllInterfaces.Insert(0, type).SelectMany(i => i.GetMembers()).Where(m => m.IsAbstract && !m.IsStatic))
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            {
                if (member is IPropertySymbol or IEventSymbol)
                {
                    problems.Add(new Problem(Rules.Member, member.Locations.FirstOrDefault(), $"{type.Name}.{member.Name}"));
                }

                continue;
            }

            var name = $"{type.Name}.{method.Name}";
            var kind = MethodSource.KindOf(method);
            if (kind == ReturnKind.Unknown)
            {
                problems.Add(new Problem(Rules.ReturnType, method.Locations.FirstOrDefault(), name, method.ReturnType.ToDisplayString()));
            }
            else if (method.IsGenericMethod || method.Parameters.Any(p => p.RefKind != RefKind.None))
            {
                problems.Add(new Problem(Rules.Generic, method.Locations.FirstOrDefault(), name));
            }
            else if (GrainSymbols.Has(method, "OneWay") && kind is not (ReturnKind.Task or ReturnKind.ValueTask))
            {
                problems.Add(new Problem(Rules.OneWay, method.Locations.FirstOrDefault(), name, method.ReturnType.ToDisplayString()));
            }
            else
            {
                methods.Add(method);
            }
        }

        return methods;
    }
}
