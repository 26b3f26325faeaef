using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Puts drafts together to a declarative manifest.</summary>
internal static class ManifestBuilder
{
    /// <param name="baseUrl">The default of base_url in the configuration.</param>
    /// <param name="auth">How requests are authenticated.</param>
    /// <param name="streams">At least one.</param>
    public static string Build(string baseUrl, AuthDraft auth, IReadOnlyList<StreamDraft> streams)
    {
        var manifest = new JsonObject
        {
            ["#"] = new JsonArray("Generated. What was inferred is said above each stream, and how sure it is.", auth.Remark),
            ["version"] = "6.44.0",
            ["type"] = "DeclarativeSource",
            ["check"] = new JsonObject { ["type"] = "CheckStream", ["stream_names"] = new JsonArray(streams.First(stream => stream.Parent is null).Name) },
            ["streams"] = new JsonArray([.. streams.Select(stream => Stream(stream, auth, streams))]),
            ["spec"] = SpecDraft.Of(baseUrl, auth, streams),
        };
        return ManifestYaml.Write(manifest);
    }

    private static JsonObject Stream(StreamDraft draft, AuthDraft auth, IReadOnlyList<StreamDraft> all)
    {
        var stream = new JsonObject { ["type"] = "DeclarativeStream" };
        if (draft.Remarks.Count > 0) stream["#"] = new JsonArray([.. draft.Remarks.Select(remark => (JsonNode)remark)]);
        stream["name"] = draft.Name;
        if (draft.PrimaryKey is not null) stream["primary_key"] = draft.PrimaryKey;
        stream["retriever"] = Retriever(draft, auth, all);
        if (draft.Since is { } since) stream["incremental_sync"] = since.ToComponent();
        stream["schema_loader"] = new JsonObject { ["type"] = "InlineSchemaLoader", ["schema"] = draft.Schema.DeepClone() };
        return stream;
    }

    private static JsonObject Retriever(StreamDraft draft, AuthDraft auth, IReadOnlyList<StreamDraft> all)
    {
        var requester = new JsonObject { ["type"] = "HttpRequester", ["url_base"] = "{{ config['base_url'] }}", ["path"] = PathOf(draft, all), ["http_method"] = draft.Body is null ? "GET" : "POST" };
        if (draft.Body is not null) requester["request_body_json"] = draft.Body.DeepClone();
        if (draft.Query.Count > 0) requester["request_parameters"] = new JsonObject(draft.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        if (SpecDraft.Authenticator(auth) is { } authenticator) requester["authenticator"] = authenticator;
        if (draft.ErrorPredicate is { } predicate) requester["error_handler"] = Errors(predicate);
        var retriever = new JsonObject
        {
            ["type"] = "SimpleRetriever",
            ["requester"] = requester,
            ["record_selector"] = new JsonObject
            {
                ["type"] = "RecordSelector",
                ["extractor"] = new JsonObject { ["type"] = "DpathExtractor", ["field_path"] = new JsonArray([.. draft.RecordPath.Select(step => (JsonNode)step)]) },
            },
        };
        if (draft.Paging is not null) retriever["paginator"] = PaginatorDraft.Of(draft.Paging);
        if (draft.Parent is { } outer) retriever["partition_router"] = Router(outer, auth, all);
        return retriever;
    }

    /// <summary>The last open part is the parent's key, those before it are the keys of the parent's parents.</summary>
    private static string PathOf(StreamDraft draft, IReadOnlyList<StreamDraft> all)
    {
        var path = draft.Path;
        var slice = "stream_partition";
        for (var child = draft; child.Parent is { } parent; child = all.First(stream => stream.Name == parent.Stream))
        {
            path = path.Replace("{" + parent.PathPart + "}", "{{ " + slice + "['parent_id'] }}", StringComparison.Ordinal);
            slice += "['parent_slice']";
        }
        foreach (var setting in draft.Settings) path = path.Replace("{" + setting.Name + "}", $"{{{{ config['{setting.Name}'] }}}}", StringComparison.Ordinal);
        return path;
    }

    private static JsonObject Errors(string predicate) => new()
    {
        ["type"] = "DefaultErrorHandler",
        ["response_filters"] = new JsonArray(new JsonObject
        {
            ["type"] = "HttpResponseFilter",
            ["action"] = "FAIL",
            ["predicate"] = predicate,
            ["error_message"] = "{{ response['errors'] }}",
        }),
    };

    private static JsonObject Router(ParentDraft parent, AuthDraft auth, IReadOnlyList<StreamDraft> all) => new()
    {
        ["type"] = "SubstreamPartitionRouter",
        ["parent_stream_configs"] = new JsonArray(new JsonObject
        {
            ["type"] = "ParentStreamConfig",
            ["parent_key"] = parent.Key,
            ["partition_field"] = "parent_id",
            ["stream"] = Stream(all.First(stream => stream.Name == parent.Stream) with { Remarks = [] }, auth, all),
        }),
    };
}
