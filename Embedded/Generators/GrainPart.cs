using Microsoft.CodeAnalysis;

namespace Supertrack.Embedded.Generators;

/// <summary>What one type contributes: its source, its line in the registration, and what is wrong with it.</summary>
internal sealed class GrainPart(string id, string source, string registration, IReadOnlyList<Problem> problems) : IEquatable<GrainPart>
{
    public string Id { get; } = id;
    public string Source { get; } = source;
    public string Registration { get; } = registration;
    public IReadOnlyList<Problem> Problems { get; } = problems;

    public bool Equals(GrainPart? other) =>
        other is not null && Id == other.Id && Source == other.Source && Registration == other.Registration && Problems.SequenceEqual(other.Problems);

    public override bool Equals(object? obj) => Equals(obj as GrainPart);
    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>Why a type cannot be a grain.</summary>
internal sealed class Problem(DiagnosticDescriptor rule, Location? location, params string[] arguments) : IEquatable<Problem>
{
    private readonly string[] _arguments = arguments;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(rule, location, _arguments);
    public bool Equals(Problem? other) => other is not null && rule.Id == other.ToDiagnostic().Id && _arguments.SequenceEqual(other._arguments);
    public override bool Equals(object? obj) => Equals(obj as Problem);
    public override int GetHashCode() => rule.Id.GetHashCode();
}
