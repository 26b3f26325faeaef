using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors;

namespace Supertrack.Cli.Connectors;

/// <summary><c>supertrack connector</c>: what a manifest is and what it reads, without a server.</summary>
internal static class ConnectorCommands
{
    /// <param name="manifests">Reads the manifest files.</param>
    /// <param name="remote">The commands of the same group that go to a server.</param>
    public static Command Create(IManifestReader manifests, params Command[] remote)
    {
        var verbs = new ManifestVerbs(manifests);
        return new Command("connector", "Try connectors here, and control those of a server.").With(
        [
            new Command("spec", "Print the connection specification.").With(ReadOptions.Manifest).Runs(verbs.SpecAsync),
            new Command("check", "Try whether a connection works; exit code 1 when it does not.").With(
                ReadOptions.Manifest, ReadOptions.Config, ReadOptions.Record, ReadOptions.Replay, ReadOptions.Requests, ReadOptions.Now).Runs(verbs.CheckAsync),
            new Command("discover", "Print the streams with schema, key and cursor.").With(
                ReadOptions.Manifest, ReadOptions.Config, ReadOptions.Record, ReadOptions.Replay, ReadOptions.Requests, ReadOptions.Now).Runs(verbs.DiscoverAsync),
            new Command("read", "Read streams; messages of the Airbyte protocol, one a line.").With(
                ReadOptions.Manifest, ReadOptions.Config, ReadOptions.Streams, ReadOptions.State, ReadOptions.MaxRecords, ReadOptions.SyncMode,
                ReadOptions.Record, ReadOptions.Replay, ReadOptions.Requests, ReadOptions.Now).Runs(verbs.ReadAsync),
            new Command("lint", "Say what of a manifest is not supported; exit code 1 when something is not.").With(ReadOptions.Manifests).Runs(verbs.LintAsync),
            VerifyCommand.Create(),
            GenerateCommand.Create(),
            DocsCommand.Create(),
            .. TemplateCommands.Create(),
            .. remote,
        ]);
    }

    private sealed class ManifestVerbs(IManifestReader manifests)
    {
        public async Task<ExitCode> SpecAsync(Invocation call, CancellationToken cancellation)
        {
            ILoadedManifest manifest = await LoadAsync(call, cancellation);
            await call.Results.DocumentAsync(manifest.Spec.DeepClone(), cancellation);
            return ExitCode.Done;
        }

        public async Task<ExitCode> CheckAsync(Invocation call, CancellationToken cancellation)
        {
            ILoadedManifest manifest = await LoadAsync(call, cancellation);
            await using Exchanges exchanges = await Exchanges.OpenAsync(call, cancellation);
            CheckResult result = await (await OpenAsync(call, manifest, exchanges, cancellation)).CheckAsync(cancellation);
            await call.Results.DocumentAsync(
                new JsonObject { ["status"] = result.Succeeded ? "SUCCEEDED" : "FAILED", ["message"] = result.Message }, cancellation);
            return result.Succeeded ? ExitCode.Done : ExitCode.Negative;
        }

        public async Task<ExitCode> DiscoverAsync(Invocation call, CancellationToken cancellation)
        {
            ILoadedManifest manifest = await LoadAsync(call, cancellation);
            await using Exchanges exchanges = await Exchanges.OpenAsync(call, cancellation);
            IReadOnlyList<StreamDescriptor> streams = await (await OpenAsync(call, manifest, exchanges, cancellation)).DiscoverAsync(cancellation);
            await call.Results.DocumentAsync(new JsonObject { ["streams"] = new JsonArray([.. streams.Select(Describe)]) }, cancellation);
            return ExitCode.Done;
        }

        public async Task<ExitCode> ReadAsync(Invocation call, CancellationToken cancellation)
        {
            ILoadedManifest manifest = await LoadAsync(call, cancellation);
            JsonObject config = await InputFile.ObjectAsync(call.Value(ReadOptions.Config)!, call.Terminal, cancellation);
            await using Exchanges exchanges = await Exchanges.OpenAsync(call, cancellation);
            return await new ReadCommand(manifest, call, exchanges).RunAsync(config, cancellation);
        }

        public async Task<ExitCode> LintAsync(Invocation call, CancellationToken cancellation)
        {
            bool supported = true;
            foreach (string file in call.Value(ReadOptions.Manifests))
            {
                LintReport report = Lint(await InputFile.TextAsync(file, call.Terminal, cancellation), file);
                supported &= report.Supported;
                await call.Results.LineAsync(Describe(file, report), cancellation);
            }

            return supported ? ExitCode.Done : ExitCode.Negative;
        }

        private LintReport Lint(string text, string file)
        {
            try
            {
                return manifests.Read(text, file).Lint();
            }
            catch (ManifestException error)
            {
                return new LintReport(false, [], [new UnsupportedComponent(error.Path, "manifest", $"line {error.Line}: {error.Problem} {error.NextStep}")]);
            }
        }

        private async Task<ILoadedManifest> LoadAsync(Invocation call, CancellationToken cancellation)
        {
            string file = call.Value(ReadOptions.Manifest);
            return manifests.Read(await InputFile.TextAsync(file, call.Terminal, cancellation), file);
        }

        private static async Task<IOpenedSource> OpenAsync(Invocation call, ILoadedManifest manifest, Exchanges exchanges, CancellationToken cancellation)
        {
            JsonObject config = await InputFile.ObjectAsync(call.Value(ReadOptions.Config)!, call.Terminal, cancellation);
            var options = new SourceOptions { Note = note => call.Note(note), ReadFile = call.SiblingFile(ReadOptions.Manifest) };
            return manifest.Open(config, exchanges.Transport, exchanges.Clock, options);
        }
    }

    private static JsonNode Describe(StreamDescriptor stream) => new JsonObject
    {
        ["name"] = stream.Name,
        ["json_schema"] = stream.JsonSchema.DeepClone(),
        ["primary_key"] = new JsonArray([.. stream.PrimaryKey.Select(path => new JsonArray([.. path.Select(part => JsonValue.Create(part))]))]),
        ["cursor_field"] = new JsonArray([.. stream.CursorField.Select(part => JsonValue.Create(part))]),
        ["sync_modes"] = new JsonArray([.. stream.SyncModes.Select(mode => JsonValue.Create(mode == SyncMode.Incremental ? "incremental" : "full_refresh"))]),
    };

    private static JsonNode Describe(string file, LintReport report) => new JsonObject
    {
        ["manifest"] = file,
        ["supported"] = report.Supported,
        ["streams"] = new JsonArray([.. report.Streams.Select(stream => JsonValue.Create(stream))]),
        ["unsupported"] = new JsonArray([.. report.Unsupported.Select(component => new JsonObject
        {
            ["path"] = component.Path, ["component"] = component.Component, ["reason"] = component.Reason,
        })]),
    };
}
