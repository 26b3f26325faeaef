using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Memory;

/// <summary>One change of a repair that was promoted.</summary>
/// <param name="Strategy">Who proposed it.</param>
/// <param name="Why">The evidence then.</param>
/// <param name="Place">JSON pointer within the stream.</param>
/// <param name="From">What stood there, JSON text; null for nothing.</param>
/// <param name="To">What was put there, JSON text; null where it was taken away.</param>
public sealed record RememberedChange(string Strategy, string Why, string Place, string? From, string? To);

/// <summary>A repair that was promoted, kept so that it is tried first where the same host breaks again.</summary>
public sealed record RememberedRepair
{
    /// <summary>The host that was read, with its port where it has one.</summary>
    public required string Host { get; init; }

    /// <summary>Failure class in its public name.</summary>
    public required string Class { get; init; }

    /// <summary>Whose repair it was.</summary>
    public string Connector { get; init; } = "";

    public required string Stream { get; init; }

    public IReadOnlyList<RememberedChange> Changes { get; init; } = [];

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <exception cref="JsonException">The text is no such repair.</exception>
    public static RememberedRepair Parse(string json) => JsonSerializer.Deserialize<RememberedRepair>(json) ?? throw new JsonException("A remembered repair is empty.");

    /// <summary>What a healing teaches; null where it changed nothing, or something outside of its stream.</summary>
    /// <param name="manifest">The manifest before it.</param>
    /// <param name="host">The host that was read.</param>
    /// <param name="mask">Takes secrets out of a text.</param>
    public static RememberedRepair? Of(HealingResult result, JsonObject manifest, string stream, int index, string host, Func<string, string> mask)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(mask);
        if (result.Outcome != HealingOutcome.Healed || host.Length == 0) return null;
        var root = new StreamView(manifest, index).Pointer + "/";
        var (changes, now) = (new List<RememberedChange>(), manifest);
        foreach (var step in result.Steps)
        {
            foreach (var operation in step.Operations)
            {
                if (!operation.Path.StartsWith(root, StringComparison.Ordinal)) return null;
                changes.Add(new RememberedChange(
                    step.Strategy, mask(step.Why), operation.Path[(root.Length - 1)..], Text(ManifestPatch.At(now, operation.Path), mask), operation.Op == "remove" ? null : Text(operation.Value, mask)));
            }
            now = ManifestPatch.Apply(now, step.Operations);
        }
        return changes.Count == 0 ? null : new RememberedRepair { Host = host, Class = result.Class, Stream = stream, Changes = changes };
    }

    private static string? Text(JsonNode? value, Func<string, string> mask) => value is null ? null : mask(value.ToJsonString());
}
