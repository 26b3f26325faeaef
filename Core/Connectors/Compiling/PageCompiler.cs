using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Pagination;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Schemas;
using Supertrack.Core.Connectors.Selecting;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>Compiles retrievers: requester, selector, paginator and what binds them.</summary>
internal sealed class PageCompiler(SourceSession session, RequesterCompiler requesters)
{
    public IPageFetcher Compile(Component stream, StreamCursor cursor, bool hasState, bool useCache, ISchemaLoader schema, IntervalSettings? settings)
    {
        var retriever = stream.NeedChild("retriever");
        var sync = stream.Child("incremental_sync");
        var name = stream.Text("name") ?? "";
        var binding = new RetrieverBinding
        {
            Name = name,
            Slicing = cursor,
            Cursor = cursor,
            Settings = settings,
            DataFeed = sync?.Flag("is_data_feed") ?? false,
            ClientSide = sync?.Flag("is_client_side_incremental") ?? false,
            Transformations = stream.Children("transformations"),
            UseCache = useCache,
            HasState = hasState,
            Schema = schema,
        };
        return retriever.Type switch
        {
            "SimpleRetriever" => Simple(retriever, binding),
            "AsyncRetriever" => Async(retriever, binding),
            _ => throw retriever.Unsupported(),
        };
    }

    /// <summary>A retriever that stands alone: of a schema, of properties, of a template of streams.</summary>
    public SimplePages Auxiliary(Component retriever, string name, IOptionSource? slicing = null) =>
        Simple(retriever, new RetrieverBinding { Name = name, Slicing = slicing ?? new SingleRouter(), UseCache = true });

    private SimplePages Simple(Component retriever, RetrieverBinding binding)
    {
        if (retriever.Type != "SimpleRetriever") throw retriever.Unsupported();
        var decoder = DecoderCompiler.Compile(session, retriever.Child("decoder"));
        var selector = Selector(retriever.NeedChild("record_selector"), decoder, binding);
        var requester = retriever.NeedChild("requester");
        return new SimplePages
        {
            Name = binding.Name,
            Requester = requesters.Compile(requester, binding.Name, binding.UseCache),
            Selector = selector,
            Paginator = Paginator(retriever.Child("paginator"), selector.Extractor.Decoder, binding),
            Slicing = binding.Slicing,
            FirstPageOnlySliced = retriever.Flag("ignore_stream_slicer_parameters_on_paginated_requests"),
            KeepAfterPaging = binding is { DataFeed: true, Cursor: { } cursor } ? cursor.ShouldSync : null,
            CursorField = binding.Cursor?.Field,
            Properties = Properties(requester, binding.Schema),
            Lazy = !binding.HasState && (retriever.Child("partition_router")?.Children("parent_stream_configs").Any(parent => parent.Texts("lazy_read_pointer").Count > 0) ?? false),
            Reset = Reset(retriever.Child("pagination_reset"), binding),
        };
    }

    private static PaginationReset? Reset(Component? component, RetrieverBinding binding) => component is null ? null
        : new PaginationReset(component.Child("limits")?.Integer("number_of_records"), component.Text("action") == "SPLIT_USING_CURSOR" ? binding.Settings : null);

    private RecordSelector Selector(Component component, IBodyDecoder decoder, RetrieverBinding binding)
    {
        var byCursor = binding is { ClientSide: true, DataFeed: false, Cursor: not null };
        var extractor = Extractor(component.NeedChild("extractor"), decoder);
        if (component.Child("record_filter") is { Type: not "RecordFilter" } custom) throw custom.Unsupported();
        if (component.Child("schema_normalization") is { } normalization) throw normalization.Unsupported();
        return new RecordSelector
        {
            Session = session,
            Extractor = extractor,
            Filter = component.Child("record_filter")?.Condition("condition"),
            CursorFilter = byCursor ? binding.Cursor!.ShouldSync : null,
            Transformations = TransformationCompiler.Compile(session, binding.Transformations),
            TransformFirst = component.Has("transform_before_filtering") ? component.Flag("transform_before_filtering") : binding.ClientSide,
            Normalization = component.Text("schema_normalization") == "Default" && binding.Schema is { } schema
                ? async cancellationToken => new SchemaNormalization(await schema.LoadAsync(cancellationToken)) : null,
        };
    }

    public RecordExtractor Extractor(Component component, IBodyDecoder decoder)
    {
        if (component.Type != "DpathExtractor") throw component.Unsupported();
        var scope = new Scope(session);
        return new RecordExtractor(decoder, [.. component.Templates("field_path").Select(step => step.Evaluate(scope).ToString())], Expander(component.Child("record_expander"), scope));
    }

    private static RecordExpander? Expander(Component? component, Scope scope) => component is null ? null
        : new RecordExpander(
            [.. component.Templates("expand_records_from_field").Select(step => step.Evaluate(scope).ToString())],
            component.Flag("remain_original_record"),
            component.Text("on_no_records") == "emit_parent");

    public Paginator Paginator(Component? component, IBodyDecoder decoder, RetrieverBinding binding)
    {
        if (component is null || component.Type == "NoPagination") return Pagination.Paginator.None;
        if (component.Type != "DefaultPaginator") throw component.Unsupported();
        var token = component.Child("page_token_option");
        return new Paginator(
            Strategy(component.NeedChild("pagination_strategy"), decoder),
            token is null || token.Type == "RequestPath" ? null : requesters.Option(token),
            token?.Type == "RequestPath",
            requesters.OptionOrNone(component.Child("page_size_option")))
        {
            StopsAt = binding is { DataFeed: true, Cursor: { } cursor } ? (record, slice) => !cursor.ShouldSync((DictValue)record, slice) : null,
        };
    }

    private IPaginationStrategy Strategy(Component component, IBodyDecoder decoder)
    {
        var size = component.Template("page_size") is { } template ? new PageSizeSetting(session, template) : null;
        var onFirst = component.Flag("inject_on_first_request");
        return component.Type switch
        {
            "PageIncrement" => new PageIncrement(size, component.Integer("start_from_page") ?? 0, onFirst),
            "OffsetIncrement" => new OffsetIncrement(size, onFirst, decoder),
            "CursorPagination" => new CursorPagination
            {
                Session = session,
                Cursor = component.NeedTemplate("cursor_value"),
                Stop = component.Condition("stop_condition"),
                Size = size,
                Decoder = decoder,
            },
            _ => throw component.Unsupported(),
        };
    }

    private QueryProperties? Properties(Component requester, ISchemaLoader? schema)
    {
        if (requester.Field("request_parameters") is { Kind: NodeKind.Map } parameters
            && parameters.Fields.FirstOrDefault(field => field.Value.TypeName == "QueryProperties") is { Value: { } node, Key: var key })
            return Listed(requester.At(node, $"request_parameters.{key}"), schema);
        if (requester.Child("query_properties") is { } properties) return Listed(properties, schema);
        return requester.Child("fetch_properties_from_endpoint") is { } endpoint
            ? new QueryProperties { List = FromEndpoint(endpoint) } : null;
    }

    private QueryProperties Listed(Component component, ISchemaLoader? schema)
    {
        var chunking = component.Child("property_chunking");
        var listed = component.Texts("property_list");
        return new QueryProperties
        {
            List = component.Child("property_list") is { } endpoint ? FromEndpoint(endpoint) : _ => ValueTask.FromResult(listed),
            Selected = schema is not null && component.Child("property_selector") is { } selector ? Selection(selector, schema) : null,
            Always = component.Texts("always_include_properties"),
            IsChunked = chunking is not null,
            Limit = chunking?.Integer("property_limit"),
            LimitIsCharacters = chunking?.Text("property_limit_type") == "characters",
            Keys = chunking?.Child("record_merge_strategy")?.Texts("key") is { Count: > 0 } keys ? keys : ["id"],
        };
    }

    /// <summary>The names of the schema's properties as the selector's transformations leave them.</summary>
    private Func<CancellationToken, ValueTask<IReadOnlySet<string>>> Selection(Component selector, ISchemaLoader schema)
    {
        if (selector.Type != "JsonSchemaPropertySelector") throw selector.Unsupported();
        var transformations = TransformationCompiler.Compile(session, selector.Children("transformations"));
        return async cancellationToken =>
        {
            var properties = Tree.FromJson((await schema.LoadAsync(cancellationToken))["properties"]) as DictValue ?? new DictValue();
            foreach (var transformation in transformations) transformation.Apply(properties, new Scope(session).Set("stream_slice", Tree.None));
            return Tree.Entries(properties).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        };
    }

    private Func<CancellationToken, ValueTask<IReadOnlyList<string>>> FromEndpoint(Component endpoint)
    {
        if (endpoint.Type != "PropertiesFromEndpoint") throw endpoint.Unsupported();
        var pages = Auxiliary(endpoint.NeedChild("retriever"), "dynamic_properties");
        IReadOnlyList<string> path = [.. endpoint.Templates("property_field_path").Select(step => step.Evaluate(new Scope(session)).ToString())];
        return cancellationToken => QueryProperties.FromEndpointAsync(pages, path, cancellationToken);
    }

    private AsyncPages Async(Component retriever, RetrieverBinding binding)
    {
        var decoder = DecoderCompiler.Compile(session, retriever.Child("decoder"));
        var download = DecoderCompiler.Compile(session, retriever.Child("download_decoder"));
        HttpRequester? Optional(string field) => retriever.Child(field) is { } requester ? requesters.Compile(requester, binding.Name, useCache: false) : null;
        var extractor = retriever.Child("download_extractor") is { } own ? DownloadExtractor(own, download) : new RecordExtractor(download, [], null);
        var scope = new Scope(session);
        return new AsyncPages
        {
            Name = binding.Name,
            Session = session,
            Creation = Optional("creation_requester") ?? throw retriever.Problem("creation_requester", "AsyncRetriever needs creation_requester.", "Add it."),
            Polling = Optional("polling_requester") ?? throw retriever.Problem("polling_requester", "AsyncRetriever needs polling_requester.", "Add it."),
            Download = Optional("download_requester") ?? throw retriever.Problem("download_requester", "AsyncRetriever needs download_requester.", "Add it."),
            DownloadTarget = Optional("download_target_requester"),
            Abort = Optional("abort_requester"),
            Delete = Optional("delete_requester"),
            Status = Extractor(retriever.NeedChild("status_extractor"), decoder),
            Target = retriever.Child("download_target_extractor") is { } target ? Extractor(target, decoder) : null,
            Records = extractor,
            Paginator = Paginator(retriever.Child("download_paginator"), download, new RetrieverBinding { Name = binding.Name, Slicing = binding.Slicing }),
            Selector = Selector(retriever.NeedChild("record_selector"), decoder, binding),
            Statuses = Statuses(retriever.NeedChild("status_mapping")),
            Timeout = TimeSpan.FromMinutes(retriever.Template("polling_job_timeout") is { } minutes ? Errors.BackoffNumber.Evaluate(session, minutes) : 60),
            RetryWait = retriever.Template("failed_retry_wait_time_in_seconds") is { } wait ? TimeSpan.FromSeconds(Errors.BackoffNumber.Evaluate(session, wait)) : null,
        };
    }

    private RecordExtractor DownloadExtractor(Component component, IBodyDecoder decoder) => component.Type == "ResponseToFileExtractor"
        ? new RecordExtractor(
            new GzipDecoder(new CsvDecoder(System.Text.Encoding.UTF8, ',', component.Flag("preserve_na_values") ? new HashSet<string> { "" } : CsvDecoder.PandasNulls), session.Options.MaxBodyBytes), [], null)
        : Extractor(component, decoder);

    private static Dictionary<string, JobStatus> Statuses(Component map)
    {
        var statuses = new Dictionary<string, JobStatus>(StringComparer.Ordinal);
        foreach (var (field, status) in (ReadOnlySpan<(string, JobStatus)>)[("running", JobStatus.Running), ("completed", JobStatus.Completed), ("failed", JobStatus.Failed), ("timeout", JobStatus.TimedOut), ("skipped", JobStatus.Skipped)])
            foreach (var text in map.Texts(field))
                if (!statuses.TryAdd(text, status)) throw map.Problem(field, $"The status '{text}' stands twice.", "Map it once.");
        return statuses;
    }
}

/// <summary>What a stream gives to its retriever.</summary>
internal sealed record RetrieverBinding
{
    public required string Name { get; init; }

    public required IOptionSource Slicing { get; init; }

    public StreamCursor? Cursor { get; init; }

    public IntervalSettings? Settings { get; init; }

    public bool DataFeed { get; init; }

    public bool ClientSide { get; init; }

    public IReadOnlyList<Component> Transformations { get; init; } = [];

    public bool UseCache { get; init; }

    public bool HasState { get; init; }

    public ISchemaLoader? Schema { get; init; }
}
