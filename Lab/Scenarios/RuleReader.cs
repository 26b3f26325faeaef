using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

/// <summary>Reads the small rules of a version: parameters, limits, faults, order, GraphQL.</summary>
internal static class RuleReader
{
    public static ParameterRule Parameter(Members members)
    {
        var rule = new ParameterRule
        {
            Name = members.RequiredText("name"),
            Place = members.Choice(
                "in", ParameterPlace.Query,
                ("query", ParameterPlace.Query), ("header", ParameterPlace.Header), ("body", ParameterPlace.Body)),
            Required = members.Flag("required"),
            Values = members.Texts("values"),
            Rejected = members.Flag("rejected"),
            Filter = Filter(members.Object("filter")),
            Answer = AnswerReader.Read(members, "answer"),
        };
        members.Done("type");
        return rule;
    }

    public static SortRule? Sort(Members? members)
    {
        if (members is null)
        {
            return null;
        }

        bool descending = members.Choice(
            "direction", false, ("asc", false), ("desc", true), ("ascending", false), ("descending", true));
        var rule = new SortRule(members.RequiredText("by"), descending);
        members.Done();
        return rule;
    }

    public static LimitRule? Limit(Members? members)
    {
        if (members is null)
        {
            return null;
        }

        var rule = new LimitRule
        {
            Requests = members.Whole("requests") ?? throw members.Missing("requests"),
            PerSeconds = members.Number("perSeconds") ?? throw members.Missing("perSeconds"),
            Header = members.Choice(
                "header", LimitHeader.RetryAfter,
                ("Retry-After", LimitHeader.RetryAfter), ("Retry-After-Date", LimitHeader.RetryAfterDate),
                ("X-RateLimit-Reset", LimitHeader.XRateLimitReset), ("RateLimit", LimitHeader.RateLimit), ("none", LimitHeader.None)),
            Answer = AnswerReader.Of(members),
        };
        members.Done();
        return rule;
    }

    public static FaultRule Fault(Members members)
    {
        bool answers = members.Has("status") || members.Has("body") || members.Has("headers");
        var rule = new FaultRule
        {
            At = members.Whole("at") ?? 1,
            Times = members.Whole("times") ?? 1,
            Answer = answers ? AnswerReader.Of(members) : null,
            Truncate = members.Whole("truncate"),
            DelayMs = members.Whole("delayMs") ?? 0,
        };
        members.Done();
        return rule;
    }

    public static GraphQlRule? GraphQl(Members? members)
    {
        if (members is null)
        {
            return null;
        }

        string field = members.RequiredText("field");
        var rule = new GraphQlRule
        {
            Field = field,
            Type = members.Text("type") ?? char.ToUpperInvariant(field[0]) + field[1..].TrimEnd('s'),
            Suggest = members.Flag("suggest"),
            Introspection = members.Flag("introspection"),
            Arguments = Arguments(members),
        };
        members.Done();
        return rule;
    }

    /// <summary>Arguments are a list of names or rules, or an object by name.</summary>
    private static IReadOnlyList<ParameterRule> Arguments(Members members) => members.Node("arguments") switch
    {
        JsonObject named => [.. named.Select(member => new ParameterRule { Name = member.Key, Place = ParameterPlace.Body })],
        JsonArray list when list.All(item => item is JsonValue) =>
            [.. members.Texts("arguments").Select(name => new ParameterRule { Name = name, Place = ParameterPlace.Body })],
        null => [],
        _ => [.. members.Objects("arguments").Select(Parameter)],
    };

    private static FilterRule? Filter(Members? members)
    {
        if (members is null)
        {
            return null;
        }

        var rule = new FilterRule(members.RequiredText("field"), members.Choice(
            "op", FilterOperator.Eq,
            ("eq", FilterOperator.Eq), ("gte", FilterOperator.Gte), ("gt", FilterOperator.Gt),
            ("lte", FilterOperator.Lte), ("lt", FilterOperator.Lt)));
        members.Done();
        return rule;
    }
}
