namespace Supertrack.Lab.Scenarios;

/// <summary>The version answers GraphQL queries for <c>field(...) { nodes { ... } pageInfo { ... } }</c>.</summary>
public sealed record GraphQlRule
{
    public required string Field { get; init; }

    /// <summary>The name of the records' type in error messages and introspection.</summary>
    public required string Type { get; init; }

    /// <summary>Whether an error about an unknown field names similar ones.</summary>
    public bool Suggest { get; init; }

    /// <summary>Whether <c>__schema</c> and <c>__type</c> are answered.</summary>
    public bool Introspection { get; init; }

    /// <summary>Arguments of the field beside those of paging.</summary>
    public IReadOnlyList<ParameterRule> Arguments { get; init; } = [];
}
