using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Masks the secrets of one configuration in texts that leave a source without passing through it.</summary>
public sealed class ConfiguredSecrets
{
    private readonly SecretMask _mask = new();

    /// <param name="source">Its specification says which settings are secret.</param>
    public ConfiguredSecrets(DeclarativeSource source, JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(source);
        SpecSecrets.Collect(source.Root["spec"]?["connection_specification"], Value.From(config), _mask);
    }

    /// <summary>The text with every secret replaced by <c>****</c>.</summary>
    public string Mask(string text) => _mask.Apply(text);
}
