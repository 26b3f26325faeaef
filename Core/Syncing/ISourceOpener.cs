using Supertrack.Core.Connectors;

namespace Supertrack.Core.Syncing;

/// <summary>Makes a source of a manifest's text and its configuration, whatever kind of manifest it is.</summary>
public interface ISourceOpener
{
    /// <exception cref="ConnectorException">The manifest or the configuration is wrong.</exception>
    IOpenedSource Open(SourceRequest request);
}
