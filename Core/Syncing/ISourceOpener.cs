using Supertrack.Core.Connectors;

namespace Supertrack.Core.Syncing;

/// <summary>Makes a source of a manifest's text and its configuration, whatever kind of manifest it is.</summary>
public interface ISourceOpener
{
    /// <param name="tenant">Whose egress policy applies.</param>
    /// <param name="config">JSON text of an object.</param>
    /// <exception cref="ConnectorException">The manifest or the configuration is wrong.</exception>
    IOpenedSource Open(string tenant, string name, string manifest, string config);
}
