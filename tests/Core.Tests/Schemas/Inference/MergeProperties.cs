using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Schemas.Inference;

namespace Supertrack.Core.Tests.Schemas.Inference;

/// <summary>Merging is associative and commutative, and equal to having seen all samples in one.</summary>
public sealed class MergeProperties
{
    // Small bounds, so that maps and overflows happen in small samples.
    private static readonly InferenceOptions Small = new(MaxProperties: 4, MaxDistinct: 3, MaxValueBytes: 6, MaxDepth: 4);

    private static readonly string[] MemberNames = ["a", "b", "c", "d", "e", "type", "f"];
    private static readonly string[] Texts = ["", "x", "open", "2024-01-01", "https://a.example/b", "too long to keep", "y", "z"];

    private static Gen<JsonNode?> Value(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Constant<JsonNode?>(null),
            Gen.Elements(Texts).Select(t => (JsonNode?)JsonValue.Create(t)),
            Gen.Choose(-5, 5).Select(n => (JsonNode?)JsonValue.Create(n)),
            Gen.Elements(0.5, 1e300).Select(n => (JsonNode?)JsonValue.Create(n)),
            Gen.Elements(true, false).Select(b => (JsonNode?)JsonValue.Create(b)));
        if (depth == 0) return scalar;
        var list = Value(depth - 1).ListOf().Select(items => (JsonNode?)new JsonArray([.. items.Take(4).Select(i => i?.DeepClone())]));
        var members = Gen.Elements(MemberNames).SelectMany(n => Value(depth - 1).Select(v => (n, v))).ListOf()
            .Select(pairs => (JsonNode?)new JsonObject(pairs.Take(6).DistinctBy(p => p.n).Select(p => KeyValuePair.Create(p.n, p.v?.DeepClone()))));
        return Gen.OneOf(scalar, list, members, members);
    }

    private static SchemaInferrer See(IEnumerable<string> samples)
    {
        var inferrer = new SchemaInferrer(Small);
        foreach (var sample in samples) inferrer.Add(Encoding.UTF8.GetBytes(sample));
        return inferrer;
    }

    private static SchemaInferrer Join(params SchemaInferrer[] parts)
    {
        var all = new SchemaInferrer(Small);
        foreach (var part in parts) all.Merge(part);
        return all;
    }

    private static string Canonical(SchemaInferrer inferrer) =>
        Sorted(inferrer.ToSchema())!.ToJsonString() + string.Join('\n', inferrer.ToStatistics().Select(r => r!.ToJsonString()).Order(StringComparer.Ordinal));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Key == "required" ? Names(p.Value!) : Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Names(JsonNode required) =>
        new JsonArray([.. required.AsArray().Select(n => (string)n!).Order(StringComparer.Ordinal).Select(n => (JsonNode?)JsonValue.Create(n))]);

    [Fact]
    public void Merging_gives_the_same_in_any_order_and_grouping_and_as_one_pass()
    {
        var documents = Value(3).Select(v => v?.ToJsonString() ?? "null").ListOf().ToArbitrary();
        Prop.ForAll(documents, documents, documents, (a, b, c) =>
        {
            var once = Canonical(See([.. a, .. b, .. c]));
            return Canonical(Join(See(a), See(b), See(c))) == once
                && Canonical(Join(See(c), See(a), See(b))) == once
                && Canonical(Join(See(a), Join(See(b), See(c)))) == once
                && Canonical(Join(Join(See(b), See(a)), See(c))) == once;
        }).QuickCheckThrowOnFailure();
    }
}
