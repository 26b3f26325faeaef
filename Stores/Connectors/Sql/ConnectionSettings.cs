using Supertrack.Core.Connectors;

namespace Supertrack.Stores.Connectors.Sql;

/// <summary>Reads the settings of a connection and refuses those nobody reads, so that a misspelt one is not ignored.</summary>
internal sealed class ConnectionSettings(string provider, IReadOnlyDictionary<string, string> settings)
{
    private readonly HashSet<string> _read = [];

    /// <exception cref="ConnectorException">The setting is missing.</exception>
    public string Required(string name) =>
        Optional(name) is { Length: > 0 } value
            ? value
            : throw new ConnectorException(FailureKind.Config, $"connection.{name} is missing for provider {provider}. Set it in the manifest or the configuration.");

    public string? Optional(string name)
    {
        _read.Add(name);
        return settings.GetValueOrDefault(name);
    }

    /// <exception cref="ConnectorException">A whole number was expected.</exception>
    public int Number(string name, int otherwise)
    {
        var text = Optional(name);
        if (string.IsNullOrEmpty(text)) return otherwise;
        return int.TryParse(text, out var number)
            ? number
            : throw new ConnectorException(FailureKind.Config, $"connection.{name} is '{text}'; a whole number is expected.");
    }

    /// <exception cref="ConnectorException">A setting was given that this provider does not know.</exception>
    public void RefuseOthers()
    {
        if (settings.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
            throw new ConnectorException(
                FailureKind.Config, $"connection.{unknown} is not a setting of provider {provider}. Use: {string.Join(", ", _read.Order())}.");
    }
}
