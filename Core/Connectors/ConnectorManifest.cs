using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Documentation;
using Supertrack.Core.Connectors.Files;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Sql;

namespace Supertrack.Core.Connectors;

/// <summary>A manifest of any kind, chosen by its <c>type</c>: <c>DeclarativeSource</c> (the default), <c>SqlSource</c> or <c>FileSource</c>. Immutable.</summary>
public abstract class ConnectorManifest
{
    /// <summary>The connection specification: an object with <c>connectionSpecification</c>.</summary>
    public abstract JsonObject Specification { get; }

    /// <summary>Parses YAML or JSON.</summary>
    /// <exception cref="ManifestException">The text or the use of the format is wrong: file, line, path and next step.</exception>
    public static ConnectorManifest Parse(string text, string fileName)
    {
        var root = ManifestText.Parse(text, fileName);
        return root.TypeName switch
        {
            SqlManifestReader.Type => new SqlConnector(SqlManifestReader.Read(root, fileName)),
            FileManifestReader.Type => new FileConnector(FileManifestReader.Read(root, fileName)),
            _ => new DeclarativeConnector(DeclarativeSource.Of(root, fileName)),
        };
    }

    /// <summary>What the runtime can run of the manifest.</summary>
    public abstract LintReport Lint();

    /// <summary>What the manifest says of its streams without a configuration.</summary>
    public abstract ManifestDescription Describe();

    /// <summary>Opens the source with a configuration. Nothing is sent yet.</summary>
    /// <param name="config">The user's configuration, which templates read.</param>
    /// <param name="transport">Sends HTTP requests.</param>
    /// <param name="places">Opens databases and folders.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="options">Limits and hooks of declarative sources; null for the defaults.</param>
    /// <exception cref="ConnectorException">The configuration does not fit the manifest, or the place is not allowed.</exception>
    public abstract IOpenedSource Open(JsonObject config, IHttpTransport transport, ISourcePlaces places, TimeProvider clock, SourceOptions? options = null);

    private static JsonObject Wrap(JsonObject spec) =>
        new() { ["connectionSpecification"] = spec.Count > 0 ? spec.DeepClone() : new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() } };

    private sealed class DeclarativeConnector(DeclarativeSource source) : ConnectorManifest
    {
        public override JsonObject Specification => source.Specification;

        public override LintReport Lint() => source.Lint();

        public override ManifestDescription Describe() => DeclarativeDescription.Of(source.Resolved);

        public override IOpenedSource Open(JsonObject config, IHttpTransport transport, ISourcePlaces places, TimeProvider clock, SourceOptions? options) =>
            source.Open(config, transport, clock, options);
    }

    private sealed class SqlConnector(SqlManifest manifest) : ConnectorManifest
    {
        public override JsonObject Specification => Wrap(manifest.Spec);

        public override LintReport Lint() => new(true, [.. manifest.Streams.Select(stream => stream.Name)], []);

        public override ManifestDescription Describe() => new(
            manifest.AllTablesOf.Count == 0 ? $"a {manifest.Provider} database" : $"a {manifest.Provider} database; every table of {string.Join(", ", manifest.AllTablesOf)} is a stream too",
            ["the database's own user"],
            [],
            [.. manifest.Streams.Select(stream => new StreamDescription
            {
                Name = stream.Name,
                Source = stream.Query ?? $"table {stream.Table}",
                PrimaryKey = stream.PrimaryKey ?? [],
                CursorField = stream.CursorField,
                Pagination = $"{stream.PageSize} rows, along the key",
            })]);

        public override IOpenedSource Open(JsonObject config, IHttpTransport transport, ISourcePlaces places, TimeProvider clock, SourceOptions? options)
        {
            var templates = new ConfigTemplates(config, clock);
            var settings = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, text) in manifest.Connection)
                if (templates.Text(text, $"connection.{name}") is { } value) settings[name] = value;
            return new SqlSource(manifest, places.Database(manifest.Provider, settings));
        }
    }

    private sealed class FileConnector(FileManifest manifest) : ConnectorManifest
    {
        public override JsonObject Specification => Wrap(manifest.Spec);

        public override LintReport Lint() => new(true, [.. manifest.Streams.Select(stream => stream.Name)], []);

        public override ManifestDescription Describe() => new(
            manifest.Folder is { } folder ? $"files below {folder}" : "files over HTTP",
            [],
            [],
            [.. manifest.Streams.Select(stream => new StreamDescription
            {
                Name = stream.Name,
                Source = manifest.Folder is null ? string.Join(" ", manifest.Urls) : string.Join(" ", stream.Globs),
                PrimaryKey = stream.PrimaryKey,
                CursorField = "modification time of the file",
                Pagination = $"{stream.PageSize} records",
            })]);

        public override IOpenedSource Open(JsonObject config, IHttpTransport transport, ISourcePlaces places, TimeProvider clock, SourceOptions? options)
        {
            var templates = new ConfigTemplates(config, clock);
            return manifest.Folder is { } folder
                ? new FileSource(manifest, places.Folder(templates.Required(folder, "folder")))
                : new FileSource(manifest, new HttpFileStore([.. manifest.Urls.Select((url, at) => templates.Required(url, $"urls[{at}]"))], transport));
        }
    }
}
