using System.Collections.Immutable;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Schemas.Evolution;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Schemas;

/// <summary>State as callers see it.</summary>
internal static class SchemaViews
{
    public static string Name(SchemaPolicy policy) => policy switch
    {
        SchemaPolicy.PropagateAll => "propagate_all",
        SchemaPolicy.FieldsOnly => "fields_only",
        SchemaPolicy.Ask => "ask",
        _ => "freeze",
    };

    /// <exception cref="InvalidRequestException">There is no such policy.</exception>
    public static SchemaPolicy Policy(string name) => name switch
    {
        "propagate_all" => SchemaPolicy.PropagateAll,
        "fields_only" => SchemaPolicy.FieldsOnly,
        "ask" => SchemaPolicy.Ask,
        "freeze" => SchemaPolicy.Freeze,
        _ => throw new InvalidRequestException("unknown_policy", $"There is no schema policy '{name}'. Use propagate_all, fields_only, ask or freeze."),
    };

    public static ImmutableArray<string> Changes(SchemaDifference difference) => [.. difference.Changes.Select(c => $"{(string?)c.ToJson()["kind"]} {c.Path}{(c.Breaking ? " (breaking)" : "")}")];

    public static ImmutableArray<string> Impact(SchemaDifference difference, ImmutableDictionary<string, ImmutableArray<string>> readers) =>
    [
        .. SchemaEvolution.Impact(difference, readers.ToDictionary(r => r.Key, r => (IReadOnlyList<string>)r.Value)).Select(i => $"{i.Reader} reads {i.Field}{(i.Breaking ? " (breaking)" : "")}").Distinct(),
    ];
}
