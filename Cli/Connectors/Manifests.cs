using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Stores.Connectors;

namespace Supertrack.Cli.Connectors;

/// <summary>Reads manifests of every kind; databases and folders are opened as this user may.</summary>
internal sealed class Manifests : IManifestReader
{
    private static readonly OwnPlaces Places = new();

    public ILoadedManifest Read(string text, string file) => new Loaded(ConnectorManifest.Parse(text, file));

    private sealed class Loaded(ConnectorManifest manifest) : ILoadedManifest
    {
        public JsonObject Spec => manifest.Specification;

        public LintReport Lint() => manifest.Lint();

        public IOpenedSource Open(JsonObject config, IHttpTransport transport, TimeProvider clock, SourceOptions options) =>
            manifest.Open(config, transport, Places, clock, options);
    }
}
