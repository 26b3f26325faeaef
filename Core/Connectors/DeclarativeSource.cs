using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors;

/// <summary>A declarative manifest, parsed, resolved and checked once. Immutable: it can be opened any number of times, at the same time.</summary>
public sealed class DeclarativeSource
{
    private readonly string _file;

    private DeclarativeSource(ManifestNode root, string file) => (Root, _file) = (root, file);

    /// <summary>The manifest with references resolved, default types and parameters in place.</summary>
    internal ManifestNode Root { get; }

    /// <summary>The manifest as JSON with references resolved; a copy.</summary>
    public JsonObject Resolved => (JsonObject)Root.ToJson()!;

    /// <summary>Version of the format that the manifest names.</summary>
    public string Version => Root["version"]?.ScalarText ?? "";

    /// <summary>Names of the streams written in the manifest; those made at run time are not among them.</summary>
    public IReadOnlyList<string> StreamNames =>
        [.. (Root["streams"]?.Items ?? [])
            .SelectMany(stream => stream.TypeName == "ConditionalStreams" ? stream["streams"]?.Items ?? [] : [stream])
            .Select(stream => stream["name"]?.ScalarText ?? "")];

    /// <summary>The connection specification: <c>connectionSpecification</c>, and documentation and OAuth flow where given.</summary>
    public JsonObject Specification
    {
        get
        {
            var spec = Root["spec"];
            var result = new JsonObject { ["connectionSpecification"] = spec?["connection_specification"]?.ToJson() ?? new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() } };
            if (spec?["documentation_url"] is { IsTruthy: true } documentation) result["documentationUrl"] = documentation.ScalarText;
            if (spec?["advanced_auth"] is { IsTruthy: true } auth) result["advanced_auth"] = auth.ToJson();
            return result;
        }
    }

    /// <summary>Parses YAML or JSON.</summary>
    /// <param name="text">The manifest.</param>
    /// <param name="fileName">Named in errors.</param>
    /// <exception cref="ManifestException">The text or the use of the format is wrong: file, line, path and next step.</exception>
    public static DeclarativeSource Parse(string text, string fileName) => Of(ManifestText.Parse(text, fileName), fileName);

    internal static DeclarativeSource Of(ManifestNode root, string fileName)
    {
        if (root["type"] is null) root = root.With("type", ManifestNode.Of("DeclarativeSource", root.Line));
        root = Parameters.Propagate(References.Expand(root, fileName), "");
        ManifestCheck.Check(root, fileName);
        return new DeclarativeSource(root, fileName);
    }

    /// <summary>What the runtime can run of the manifest, every part that it cannot named with path and reason.</summary>
    public LintReport Lint()
    {
        var unsupported = ManifestLinter.Lint(Root).DistinctBy(item => (item.Path, item.Component)).ToList();
        return new LintReport(unsupported.Count == 0, StreamNames, unsupported);
    }

    /// <summary>Opens the source with a configuration. Nothing is sent yet.</summary>
    /// <param name="config">The user's configuration; it is copied.</param>
    /// <param name="transport">Sends the requests.</param>
    /// <param name="clock">Tells the time for expressions, tokens and waits.</param>
    /// <param name="options">Limits and hooks; null for the defaults.</param>
    /// <exception cref="ConnectorException">The configuration breaks a rule of the manifest.</exception>
    public OpenedSource Open(JsonObject config, IHttpTransport transport, TimeProvider clock, SourceOptions? options = null) =>
        new(Root, _file, config, transport, clock, options ?? new SourceOptions());
}
