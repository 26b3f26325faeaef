using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Compiling;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Selecting;

namespace Supertrack.Core.Connectors;

/// <summary>A manifest opened with a configuration. Reads one stream at a time; open it again to read several side by side.</summary>
public sealed class OpenedSource : IOpenedSource
{
    /// <summary>Most slices of a stream that are read side by side.</summary>
    private const int MaxWidth = 32;

    private readonly SourceSession _session;
    private readonly StreamCatalog _catalog;
    private readonly ManifestNode _root;
    private readonly Lazy<int> _width;

    internal OpenedSource(ManifestNode root, string file, JsonObject config, IHttpTransport transport, TimeProvider clock, SourceOptions options)
    {
        _root = root;
        _session = new SourceSession((DictValue)Value.From(config.DeepClone()), transport, clock, options);
        SpecSecrets.Collect(root["spec"]?["connection_specification"], _session.Config, _session.Secrets);
        var source = new Component(root, "", file);
        ConfigMigrated = ConfigRules.Migrate(_session, source.Child("spec"));
        if (ConfigMigrated) MigratedConfig = (JsonObject)_session.Config.ToJsonNode()!;
        ConfigRules.Transform(_session, source.Child("spec"));
        ConfigRules.Validate(_session, source.Child("spec"));
        _session.Budget = BudgetCompiler.Compile(_session, source.Child("api_budget"));
        _catalog = new StreamCatalog(_session, source);
        _width = new Lazy<int>(() => Math.Clamp(options.Concurrency ?? ConcurrencyLevel.Of(_session, source.Child("concurrency_level")), 1, MaxWidth));
    }

    /// <summary>The manifest's rules brought the configuration into a newer form, which should be stored.</summary>
    public bool ConfigMigrated { get; }

    /// <summary>The configuration to be stored; null where it is unchanged.</summary>
    public JsonObject? MigratedConfig { get; }

    /// <summary>Secret values of the configuration and of tokens got so far, to be masked wherever they might be written.</summary>
    public IReadOnlyCollection<string> Secrets => _session.Secrets.Values;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new ConnectionCheck(_session, _catalog, _root["check"]).RunAsync(cancellationToken);
        }
        catch (ConnectorException exception)
        {
            return new CheckResult(false, _session.Secrets.Apply(exception.Message));
        }
    }

    public async Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken)
    {
        var descriptors = new List<StreamDescriptor>();
        foreach (var stream in await _catalog.AllAsync(cancellationToken))
        {
            var plan = _catalog.Compile(stream, null);
            var incremental = plan.CursorField is not null || stream.Type == "StateDelegatingStream";
            descriptors.Add(new StreamDescriptor
            {
                Name = plan.Name,
                JsonSchema = await plan.Schema.LoadAsync(cancellationToken),
                PrimaryKey = plan.PrimaryKey,
                CursorField = plan.CursorField is { } field ? [field] : [],
                LostFields = TransformationCompiler.LostFields(stream.Children("transformations")),
                SyncModes = incremental ? [SyncMode.FullRefresh, SyncMode.Incremental] : [SyncMode.FullRefresh],
            });
        }
        return descriptors;
    }

    public async IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var component = await _catalog.FindAsync(request.Stream, cancellationToken);
        var state = request.SyncMode == SyncMode.Incremental ? request.State?.DeepClone() as JsonObject : null;
        var plan = _catalog.Compile(component, state);
        state = plan.DropsState ? null : state is { Count: > 0 } ? plan.MigrateState(state) : state;
        using var engine = new StreamEngine(plan, state, _width.Value);
        if (request.ResumeFrom is { } checkpoint) Resume(engine, checkpoint, plan.Name);
        using var lines = new PageBuffer();
        var (requests, bytes) = (_session.Requests, _session.BytesRead);
        for (var pages = 0; request.MaxPages is null || pages < request.MaxPages; pages++)
        {
            if (await engine.NextAsync(cancellationToken) is not { } page) yield break;
            lines.Clear();
            Write(page.Page, lines);
            engine.Release();
            yield return new RecordPage(lines.Lines, lines.Count, () => Checkpoint(engine, plan.Name), () => page.EndsSlice ? engine.State() : null)
            {
                Slice = page.Slice.Text,
                Page = page.Number,
                EndsSlice = page.EndsSlice,
                Requests = _session.Requests - requests,
                BytesRead = _session.BytesRead - bytes,
            };
            (requests, bytes) = (_session.Requests, _session.BytesRead);
        }
    }

    private static void Write(FetchedPage? page, PageBuffer lines)
    {
        if (page is null) return;
        if (page.Ranges is null)
        {
            foreach (var record in page.Trees) lines.Add(record);
            return;
        }
        var body = page.Answer!.Body.Span;
        foreach (var range in page.Ranges) lines.Add(body.Slice(range.Start, range.Length));
    }

    private static byte[] Checkpoint(StreamEngine engine, string stream) =>
        JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["v"] = 1, ["stream"] = stream, ["at"] = engine.Save() });

    private static void Resume(StreamEngine engine, byte[] checkpoint, string stream)
    {
        try
        {
            var saved = JsonNode.Parse(checkpoint) ?? throw new JsonException("it is empty");
            if (saved["v"]?.GetValue<int>() != 1 || saved["stream"]?.GetValue<string>() != stream || saved["at"] is not { } at)
                throw new JsonException("it is of another stream or version");
            engine.Load(at);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or FormatException or InvalidCastException)
        {
            throw new ConnectorException(FailureKind.System, $"The checkpoint of '{stream}' cannot be read ({exception.Message.ReplaceLineEndings(" ")}). Start the read anew from the state.", exception) { Stream = stream };
        }
    }
}
