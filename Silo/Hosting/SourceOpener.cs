using Supertrack.Core.Connectors;
using Supertrack.Core.Syncing;

namespace Supertrack.Silo.Hosting;

/// <summary>Opens a manifest by its kind.</summary>
internal sealed class SourceOpener : ISourceOpener
{
    public IOpenedSource Open(string tenant, string name, string manifest, string config) =>
        throw new ConnectorException(FailureKind.Config, $"The manifest of {name} is of no kind that this silo reads.");
}
