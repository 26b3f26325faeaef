using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Memory;

/// <summary>Carries a remembered change over to another stream.</summary>
internal static class CarriedChange
{
    /// <summary>The same change there; null where what stands there is something else.</summary>
    public static PatchOperation? To(StreamView stream, RememberedChange change)
    {
        var pointer = stream.Pointer + change.Place;
        var now = ManifestPatch.At(stream.Manifest, pointer);
        var (from, to) = (Parse(change.From), Parse(change.To));
        if (JsonNode.DeepEquals(now, from)) return to is null ? Removed(now, pointer) : PatchOperation.Set(pointer, to);
        return Text(now) is { } present && Text(from) is { } before && Text(to) is { } after && Route(present, before, after) is { } route ? PatchOperation.Set(pointer, route) : null;
    }

    private static PatchOperation? Removed(JsonNode? now, string pointer) => now is null ? null : PatchOperation.Remove(pointer);

    /// <summary>What changed between two routes, done to a third: <c>/v1/users</c> to <c>/v2/users</c> makes <c>/v2/orders</c> of <c>/v1/orders</c>.</summary>
    private static string? Route(string present, string before, string after)
    {
        var (old, now) = (before.Split('/'), after.Split('/'));
        var head = 0;
        while (head < Math.Min(old.Length, now.Length) && old[head] == now[head]) head++;
        var tail = 0;
        while (tail < Math.Min(old.Length, now.Length) - head && old[^(tail + 1)] == now[^(tail + 1)]) tail++;
        var (taken, put) = (old[head..^tail], now[head..^tail]);
        var steps = present.Split('/');
        if (taken.Length == 0 || taken.Length == old.Length || steps.Length < head + taken.Length) return null;
        // The same place first, then wherever the same steps stand.
        for (var place = 0; place <= steps.Length - taken.Length; place++)
        {
            var at = (head + place) % (steps.Length - taken.Length + 1);
            if (steps.AsSpan(at, taken.Length).SequenceEqual(taken)) return string.Join('/', [.. steps[..at], .. put, .. steps[(at + taken.Length)..]]);
        }
        return null;
    }

    private static string? Text(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);
}
