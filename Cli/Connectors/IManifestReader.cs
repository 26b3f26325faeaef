using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Cli.Connectors;

/// <summary>Reads manifest files of every kind.</summary>
internal interface IManifestReader
{
    /// <exception cref="ManifestException">The text is no manifest.</exception>
    ILoadedManifest Read(string text, string file);
}

/// <summary>A manifest that was read.</summary>
internal interface ILoadedManifest
{
    /// <summary>The connection specification in Airbyte's form.</summary>
    JsonObject Spec { get; }

    LintReport Lint();

    /// <exception cref="ConnectorException">The configuration does not fit the manifest.</exception>
    IOpenedSource Open(JsonObject config, IHttpTransport transport, TimeProvider clock, SourceOptions options);
}
