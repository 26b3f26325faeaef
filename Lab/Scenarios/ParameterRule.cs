namespace Supertrack.Lab.Scenarios;

public enum ParameterPlace
{
    Query,
    Header,
    Body,
}

public enum FilterOperator
{
    Eq,
    Gte,
    Gt,
    Lte,
    Lt,
}

/// <summary>Which records a parameter lets through: those whose field compares so to its value.</summary>
public sealed record FilterRule(string Field, FilterOperator Operator);

/// <summary>What is asked of one parameter. A query parameter <c>name</c> also stands for <c>name[...]</c>.</summary>
public sealed record ParameterRule
{
    public required string Name { get; init; }

    public ParameterPlace Place { get; init; }

    public bool Required { get; init; }

    /// <summary>The only values taken; empty for any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Refused when present.</summary>
    public bool Rejected { get; init; }

    public FilterRule? Filter { get; init; }

    /// <summary>What a request that breaks the rule gets; default 400 problem+json naming the parameter.</summary>
    public Answer? Answer { get; init; }
}
