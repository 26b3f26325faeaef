using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// A leaky bucket of query cost as GraphQL APIs report it (Shopify: <c>extensions.cost.throttleStatus</c>): the missing points divided by the
/// rate at which they come back.
/// </summary>
internal sealed class CostBucket : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        var status = Find(answer.Json, "throttleStatus", 0);
        if (status is null || Number(status.Parent?["requestedQueryCost"]) is not { } cost) return null;
        if (Number(status["currentlyAvailable"]) is not { } available || Number(status["restoreRate"]) is not > 0) return null;
        var rate = Number(status["restoreRate"])!.Value;
        if (Number(status["maximumAvailable"]) is { } most && cost > most) return null;
        return new(Amounts.Rounded(Math.Max(0, (cost - available) / rate)), $"cost {cost}, {available} available, {rate} a second come back");
    }

    private static JsonObject? Find(JsonNode? node, string name, int depth)
    {
        if (depth > 6) return null;
        return node switch
        {
            JsonObject map when map[name] is JsonObject found => found,
            JsonObject map => map.Select(p => Find(p.Value, name, depth + 1)).FirstOrDefault(f => f is not null),
            JsonArray list => list.Take(10).Select(i => Find(i, name, depth + 1)).FirstOrDefault(f => f is not null),
            _ => null,
        };
    }

    private static double? Number(JsonNode? node) => node is JsonValue v && v.TryGetValue(out double n) ? n : null;
}
