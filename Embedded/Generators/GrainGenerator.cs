using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Supertrack.Embedded.Generators;

/// <summary>Compiles proxies of grain interfaces and constructors of grain classes, and a registration that names them.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parts = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax or ClassDeclarationSyntax { BaseList: not null },
                static (found, token) => Part(found, token))
            .Where(static part => part is not null)
            .Collect();
        var assembly = context.CompilationProvider.Select(static (compilation, _) => AssemblyPart.Of(compilation));
        context.RegisterSourceOutput(parts.Combine(assembly), static (output, input) => Emit(output, input.Left!, input.Right));
    }

    private static GrainPart? Part(GeneratorSyntaxContext found, CancellationToken token)
    {
        if (found.SemanticModel.GetDeclaredSymbol(found.Node, token) is not INamedTypeSymbol type || !GrainSymbols.IsGrain(type))
        {
            return null;
        }

        return type.TypeKind == TypeKind.Interface ? ProxySource.Of(type) : ClassSource.Of(type);
    }

    private static void Emit(SourceProductionContext output, ImmutableArray<GrainPart?> found, AssemblyPart assembly)
    {
        var parts = found.Select(p => p!).GroupBy(p => p.Id).Select(g => g.First()).OrderBy(p => p.Id, System.StringComparer.Ordinal).ToList();
        foreach (var problem in parts.SelectMany(p => p.Problems))
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }

        if (parts.Count == 0 && assembly.Referenced.Count == 0)
        {
            return;
        }

        foreach (var part in parts.Where(p => p.Source.Length > 0))
        {
            output.AddSource($"{part.Id}.g.cs", SourceText.From(SourceHead.Text(assembly.Namespace) + part.Source, Encoding.UTF8));
        }

        output.AddSource("GrainRegistration.g.cs", SourceText.From(RegistrationSource.Of(assembly, parts), Encoding.UTF8));
    }
}
