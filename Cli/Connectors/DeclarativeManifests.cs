using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Cli.Connectors;

/// <summary>Reads declarative manifests.</summary>
internal sealed class DeclarativeManifests : IManifestReader
{
    public ILoadedManifest Read(string text, string file) => new Loaded(DeclarativeSource.Parse(text, file));

    private sealed class Loaded(DeclarativeSource source) : ILoadedManifest
    {
        public JsonObject Spec => source.Specification;

        public LintReport Lint() => source.Lint();

        public IOpenedSource Open(JsonObject config, IHttpTransport transport, TimeProvider clock, SourceOptions options) =>
            source.Open(config, transport, clock, options);
    }
}
