namespace Supertrack.Core.Connectors.Format;

/// <summary>
/// Gives every component its default type and hands <c>$parameters</c> down to the components inside it: a parameter fills a field that is
/// absent or empty, and each component keeps the parameters in force as <c>$parameters</c>. JSON schemas are left alone.
/// Source: the format's rules of type and parameter propagation.
/// </summary>
internal static class Parameters
{
    public const string Key = "$parameters";

    private static readonly Dictionary<string, string> DefaultTypes = new()
    {
        ["CompositeErrorHandler.error_handlers"] = "DefaultErrorHandler",
        ["CursorPagination.decoder"] = "JsonDecoder",
        ["DatetimeBasedCursor.end_datetime"] = "MinMaxDatetime",
        ["DatetimeBasedCursor.end_time_option"] = "RequestOption",
        ["DatetimeBasedCursor.start_datetime"] = "MinMaxDatetime",
        ["DatetimeBasedCursor.start_time_option"] = "RequestOption",
        ["DeclarativeSource.check"] = "CheckStream",
        ["DeclarativeSource.spec"] = "Spec",
        ["DeclarativeSource.streams"] = "DeclarativeStream",
        ["DeclarativeStream.retriever"] = "SimpleRetriever",
        ["DeclarativeStream.schema_loader"] = "JsonFileSchemaLoader",
        ["DynamicDeclarativeStream.stream_template"] = "DeclarativeStream",
        ["DynamicDeclarativeStream.components_resolver"] = "ConfigComponentsResolver",
        ["HttpComponentsResolver.retriever"] = "SimpleRetriever",
        ["HttpComponentsResolver.components_mapping"] = "ComponentMappingDefinition",
        ["ConfigComponentsResolver.stream_config"] = "StreamConfig",
        ["ConfigComponentsResolver.components_mapping"] = "ComponentMappingDefinition",
        ["DefaultErrorHandler.response_filters"] = "HttpResponseFilter",
        ["DefaultPaginator.decoder"] = "JsonDecoder",
        ["DefaultPaginator.page_size_option"] = "RequestOption",
        ["DpathExtractor.decoder"] = "JsonDecoder",
        ["DpathExtractor.record_expander"] = "RecordExpander",
        ["HttpRequester.error_handler"] = "DefaultErrorHandler",
        ["ListPartitionRouter.request_option"] = "RequestOption",
        ["ParentStreamConfig.request_option"] = "RequestOption",
        ["ParentStreamConfig.stream"] = "DeclarativeStream",
        ["RecordSelector.extractor"] = "DpathExtractor",
        ["RecordSelector.record_filter"] = "RecordFilter",
        ["SimpleRetriever.paginator"] = "NoPagination",
        ["SimpleRetriever.record_selector"] = "RecordSelector",
        ["SimpleRetriever.requester"] = "HttpRequester",
        ["SubstreamPartitionRouter.parent_stream_configs"] = "ParentStreamConfig",
        ["AddFields.fields"] = "AddedFieldDefinition",
        ["CustomPartitionRouter.parent_stream_configs"] = "ParentStreamConfig",
        ["DynamicSchemaLoader.retriever"] = "SimpleRetriever",
        ["SchemaTypeIdentifier.types_map"] = "TypesMap",
    };

    private static readonly Dictionary<string, string> CustomTypes = new()
    {
        ["CompositeErrorHandler.backoff_strategies"] = "CustomBackoffStrategy",
        ["DeclarativeStream.retriever"] = "CustomRetriever",
        ["DeclarativeStream.transformations"] = "CustomTransformation",
        ["DefaultErrorHandler.backoff_strategies"] = "CustomBackoffStrategy",
        ["DefaultPaginator.pagination_strategy"] = "CustomPaginationStrategy",
        ["HttpRequester.authenticator"] = "CustomAuthenticator",
        ["HttpRequester.error_handler"] = "CustomErrorHandler",
        ["RecordSelector.extractor"] = "CustomRecordExtractor",
        ["SimpleRetriever.partition_router"] = "CustomPartitionRouter",
    };

    /// <param name="place">Type of the containing component and its field, e.g. <c>SimpleRetriever.requester</c>; empty for the root.</param>
    /// <param name="parentsWin">A parameter of the parents beats one of the same name set here.</param>
    public static ManifestNode Propagate(ManifestNode node, string place, ManifestNode? parents = null, bool parentsWin = false)
    {
        var fields = new OrderedDictionary<string, ManifestNode>(node.Fields, StringComparer.Ordinal);
        if (!fields.ContainsKey("type") && DefaultType(node, place) is { } type) fields["type"] = ManifestNode.Of(type, node.Line);
        var inForce = Merge(parents, Take(fields), parentsWin);
        if (IsJsonSchema(fields)) return ManifestNode.Of(fields, node.Line);
        if (!fields.TryGetValue("type", out var typeNode))
            return ManifestNode.Of(InsidePlainMap(fields, place, inForce, parentsWin), node.Line);

        foreach (var (key, value) in inForce)
            if (!fields.TryGetValue(key, out var existing) || !existing.IsTruthy) fields[key] = value;
        foreach (var key in fields.Keys.ToList())
            fields[key] = Descend(fields[key], $"{typeNode.ScalarText}.{key}", key, inForce, parentsWin);
        if (inForce.Count > 0) fields[Key] = ManifestNode.Of(inForce, node.Line);
        return ManifestNode.Of(fields, node.Line);
    }

    private static ManifestNode Descend(
        ManifestNode value, string place, string key, OrderedDictionary<string, ManifestNode> inForce, bool parentsWin)
    {
        if (value.Kind is not (NodeKind.Map or NodeKind.List)) return value;
        // A parameter named like the field would repeat itself inside it for ever.
        var excluded = inForce.TryGetValue(key, out var own) ? own : null;
        inForce.Remove(key);
        var handed = ManifestNode.Of(new OrderedDictionary<string, ManifestNode>(inForce, StringComparer.Ordinal), value.Line);
        var result = value.Kind == NodeKind.Map
            ? Propagate(value, place, handed, parentsWin)
            : ManifestNode.Of([.. value.Items.Select(item => item.Kind == NodeKind.Map ? Propagate(item, place, handed, parentsWin) : item)], value.Line);
        if (excluded is { IsTruthy: true }) inForce[key] = excluded;
        return result;
    }

    private static OrderedDictionary<string, ManifestNode> InsidePlainMap(
        OrderedDictionary<string, ManifestNode> fields, string place, OrderedDictionary<string, ManifestNode> inForce, bool parentsWin)
    {
        foreach (var key in fields.Keys.ToList())
            if (fields[key] is { Kind: NodeKind.Map } inner && inner["type"] is { IsTruthy: true })
                fields[key] = Propagate(inner, place, ManifestNode.Of(inForce, inner.Line), parentsWin);
        return fields;
    }

    private static string? DefaultType(ManifestNode node, string place) =>
        (node["class_name"] is null ? DefaultTypes : CustomTypes).GetValueOrDefault(place);

    private static ManifestNode? Take(OrderedDictionary<string, ManifestNode> fields)
    {
        if (!fields.TryGetValue(Key, out var own)) return null;
        fields.Remove(Key);
        return own.Kind == NodeKind.Map ? own : null;
    }

    private static OrderedDictionary<string, ManifestNode> Merge(ManifestNode? parents, ManifestNode? own, bool parentsWin)
    {
        var (first, second) = parentsWin ? (own, parents) : (parents, own);
        var merged = new OrderedDictionary<string, ManifestNode>(StringComparer.Ordinal);
        foreach (var source in new[] { first, second })
            foreach (var (key, value) in source?.Fields ?? [])
                merged[key] = value;
        return merged;
    }

    private static bool IsJsonSchema(OrderedDictionary<string, ManifestNode> fields) =>
        fields.TryGetValue("type", out var type)
        && (type is { Kind: NodeKind.Text, Text: "object" }
            || (type is { Kind: NodeKind.List, Items.Count: 2 } && type.Items[0].ScalarText == "null" && type.Items[1].ScalarText == "object"));
}
