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
            ["version"] = "6.44.0",
            ["type"] = "DeclarativeSource",
            ["check"] = new JsonObject { ["type"] = "CheckStream", ["stream_names"] = new JsonArray(streams.First(stream => stream.Parent is null).Name) },
            ["streams"] = new JsonArray([.. streams.Select(stream => Stream(stream, auth, streams))]),
            ["spec"] = SpecDraft.Of(baseUrl, auth),
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
        stream["schema_loader"] = new JsonObject { ["type"] = "InlineSchemaLoader", ["schema"] = draft.Schema.DeepClone() };
        return stream;
    }

    private static JsonObject Retriever(StreamDraft draft, AuthDraft auth, IReadOnlyList<StreamDraft> all)
    {
        var path = draft.Parent is { } parent ? draft.Path.Replace("{" + parent.PathPart + "}", "{{ stream_partition['parent_id'] }}", StringComparison.Ordinal) : draft.Path;
        var requester = new JsonObject { ["type"] = "HttpRequester", ["url_base"] = "{{ config['base_url'] }}", ["path"] = path, ["http_method"] = "GET" };
        if (draft.Query.Count > 0) requester["request_parameters"] = new JsonObject(draft.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        if (SpecDraft.Authenticator(auth) is { } authenticator) requester["authenticator"] = authenticator;
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

    private static JsonObject Router((string Stream, string Key, string PathPart) parent, AuthDraft auth, IReadOnlyList<StreamDraft> all) => new()
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
