using System.Text.Json;

namespace Supertrack.Core.Versions.Deployments;

/// <summary>A decision as the log and git keep it: what was done, and the environment it left.</summary>
public sealed record DecidedEntry(RegistryEntry Entry, StageState After);

/// <summary>The registry's records as JSON.</summary>
public static class RegistryText
{
    public static string Of(DeploymentState state) => JsonSerializer.Serialize(state, FrozenRecord.Options);

    public static string Of(DecidedEntry decided) => JsonSerializer.Serialize(decided, FrozenRecord.Options);

    /// <exception cref="FormatException">The text is no state.</exception>
    public static DeploymentState State(string json) => Read<DeploymentState>(json);

    /// <exception cref="FormatException">The text is no entry.</exception>
    public static DecidedEntry Decided(string json) => Read<DecidedEntry>(json);

    private static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, FrozenRecord.Options) ?? throw new FormatException("it is empty");
        }
        catch (Exception error) when (error is JsonException or InvalidArtifactException)
        {
            throw new FormatException(error.Message.ReplaceLineEndings(" "), error);
        }
    }
}
