using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>
/// A connector from the introspection of a GraphQL API: every field of the query type, or one object below it, that gives a list or a connection
/// (<c>edges { node }</c> or <c>nodes</c>, with <c>pageInfo</c>) becomes a stream.
/// </summary>
public sealed class GraphQlGenerator
{
    private const int PageSize = 100;
    private const string Predicate = "{{ response is mapping and 'errors' in response }}";

    private readonly GraphQlSchema _schema;
    private readonly string _path;

    private GraphQlGenerator(GraphQlSchema schema, string path) => (_schema, _path) = (schema, path);

    /// <summary>The query that asks an API for its schema.</summary>
    public const string IntrospectionQuery = """
        query { __schema { queryType { name } types { kind name fields(includeDeprecated: true) { name isDeprecated args { name defaultValue type { ...Ref } } type { ...Ref } } enumValues { name } } } }
        fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }
        """;

    /// <param name="introspection">The answer of an introspection query.</param>
    /// <param name="url">The API's endpoint.</param>
    /// <param name="credentialHeader">The header that holds a credential; null or Authorization for a bearer token.</param>
    /// <returns>The manifest as YAML with comments on what was inferred.</returns>
    /// <exception cref="FormatException">The document is no introspection, or no field gives a list.</exception>
    public static string Generate(JsonObject introspection, Uri url, string? credentialHeader = null)
    {
        ArgumentNullException.ThrowIfNull(introspection);
        ArgumentNullException.ThrowIfNull(url);
        var generator = new GraphQlGenerator(new GraphQlSchema(introspection), url.AbsolutePath);
        var streams = generator.Streams().DistinctBy(stream => stream.Name).ToList();
        if (streams.Count == 0) throw new FormatException("no field of the query type gives a list of objects");
        var auth = credentialHeader is null || credentialHeader.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            ? new AuthDraft(AuthStyle.Bearer) : new AuthDraft(AuthStyle.ApiKeyHeader, credentialHeader);
        return ManifestBuilder.Build(url.GetLeftPart(UriPartial.Authority), auth, streams);
    }

    private IEnumerable<StreamDraft> Streams()
    {
        foreach (var field in _schema.Fields(_schema.Query).Where(field => !field.IsDeprecated && !field.Name.StartsWith("__", StringComparison.Ordinal)))
        {
            if (Draft([field]) is { } stream) yield return stream;
            else if (!field.Type.IsList && !field.Required.Any() && _schema.Object(field.Type.Name) is { } holder)
            {
                foreach (var inner in _schema.Fields(holder).Where(inner => !inner.IsDeprecated))
                    if (Draft([field, inner]) is { } below && below.Paging is not null) yield return below;
            }
        }
    }

    /// <param name="fields">The way from the query type to the field that gives records.</param>
    private StreamDraft? Draft(IReadOnlyList<GraphQlField> fields)
    {
        var field = fields[^1];
        if (field.Required.Any(argument => !_schema.IsLeaf(argument.Type.Name) || argument.Type.IsList)) return null;
        if (Shape(field) is not { } shape || new GraphQlSelection(_schema).Of(shape.Record) is not { } selection) return null;
        var path = fields.Select(one => one.Name).ToList();
        var key = RecordShape.FindKey([new JsonObject(selection.Schema["properties"]!.AsObject().Select(property => KeyValuePair.Create(property.Key, (JsonNode?)"x")))], field.Name);
        var settings = field.Required.Where(argument => !IsPaging(argument.Name)).ToList();
        return new StreamDraft
        {
            Name = field.Name,
            Path = _path,
            RecordPath = ["data", .. path, .. shape.Records],
            PrimaryKey = key,
            CursorField = RecordShape.FindCursor(selection.Schema["properties"]!.AsObject().Select(property => property.Key)),
            Paging = Paging(field, shape, path),
            Body = Body(fields, shape, selection.Text, settings),
            ErrorPredicate = Predicate,
            Settings = [.. settings.Select(argument => new SettingDraft(argument.Name, argument.Name, Type: TypeOf(argument)))],
            Schema = selection.Schema,
            Remarks =
            [
                $"records: {string.Join('.', path)}, {(shape.IsConnection ? "a connection" : "a list")} of {(string?)shape.Record["name"]} (sure)",
                key is null ? "primary key: none found; set one so that no record is stored twice" : $"primary key: {key}, by its name (likely)",
                shape.IsConnection && field.Has("after") ? "pagination: cursor of pageInfo (sure)" : PagingOf(field) is { } style ? $"pagination: {style} by the names of arguments (likely)" : "pagination: no argument of a known style; check whether there is more",
                "fields: those that need no argument; lists inside lists and connections are left out (sure)",
            ],
        };
    }

    private GraphQlShape? Shape(GraphQlField field)
    {
        if (field.Type.IsList) return _schema.Object(field.Type.Name) is { } item ? new GraphQlShape(item, [], "", false) : null;
        if (_schema.Object(field.Type.Name) is not { } type) return null;
        foreach (var name in (string[])["nodes", "items", "results", "data", "records"])
        {
            if (_schema.Field(type, name) is { Type.IsList: true } list && _schema.Object(list.Type.Name) is { } node)
                return new GraphQlShape(node, [name], name + " {{ {0} }}", HasPageInfo(type));
        }
        return _schema.Field(type, "edges") is { Type.IsList: true } edges && _schema.Object(edges.Type.Name) is { } edge
            && _schema.Field(edge, "node") is { } one && _schema.Object(one.Type.Name) is { } record
            ? new GraphQlShape(record, ["edges", "*", "node"], "edges {{ node {{ {0} }} }}", HasPageInfo(type)) : null;
    }

    private bool HasPageInfo(JsonObject type) => _schema.Field(type, "pageInfo") is { } info && _schema.Object(info.Type.Name) is { } page
        && _schema.Field(page, "endCursor") is not null && _schema.Field(page, "hasNextPage") is not null;

    private static PagingDraft? Paging(GraphQlField field, GraphQlShape shape, List<string> path) =>
        shape.IsConnection && field.Has("after") ? new PagingDraft(PagingStyle.GraphQlCursor, "", null, PageSize, CursorPath: ["data", .. path])
        : PagingOf(field) is "offset" ? new PagingDraft(PagingStyle.Offset, "", null, PageSize)
        : PagingOf(field) is "page" ? new PagingDraft(PagingStyle.Page, "", null, PageSize) : null;

    private static string? PagingOf(GraphQlField field) => SizeOf(field) is null ? null
        : field.Has("offset") || field.Has("skip") ? "offset" : field.Has("page") ? "page" : null;

    private static string? SizeOf(GraphQlField field) => ((string[])["first", "limit", "take", "pageSize", "perPage"]).FirstOrDefault(field.Has);

    private static bool IsPaging(string name) => name is "first" or "after" or "limit" or "offset" or "skip" or "take" or "page" or "pageSize" or "perPage";

    private static string TypeOf(GraphQlArgument argument) => argument.Type.Name switch { "Int" => "integer", "Float" => "number", "Boolean" => "boolean", _ => "string" };

    private JsonObject Body(IReadOnlyList<GraphQlField> fields, GraphQlShape shape, string selection, List<GraphQlArgument> settings)
    {
        var field = fields[^1];
        var variables = new List<(GraphQlArgument Argument, string Value)>();
        if (SizeOf(field) is { } size) variables.Add((Argument(field, size), PageSize.ToString()));
        if (shape.IsConnection && field.Has("after")) variables.Add((Argument(field, "after"), "next_page_token['next_page_token'] if next_page_token else None"));
        else if (PagingOf(field) is "offset") variables.Add((Argument(field, field.Has("offset") ? "offset" : "skip"), "next_page_token['next_page_token'] if next_page_token else 0"));
        else if (PagingOf(field) is "page") variables.Add((Argument(field, "page"), "next_page_token['next_page_token'] if next_page_token else 1"));
        variables.AddRange(settings.Select(argument => (argument, $"config['{argument.Name}']")));
        var declared = variables.Count == 0 ? "" : $"({string.Join(", ", variables.Select(one => $"${one.Argument.Name}: {one.Argument.Type.Text}"))})";
        var given = variables.Count == 0 ? "" : $"({string.Join(", ", variables.Select(one => $"{one.Argument.Name}: ${one.Argument.Name}"))})";
        var inner = shape.Records.Count == 0 ? selection : string.Format(shape.Wrapper, selection) + (shape.IsConnection ? " pageInfo { hasNextPage endCursor }" : "");
        var query = $"{field.Name}{given} {{ {inner} }}";
        foreach (var holder in fields.SkipLast(1).Reverse()) query = $"{holder.Name} {{ {query} }}";
        var body = new JsonObject { ["query"] = $"query{declared} {{ {query} }}" };
        if (variables.Count > 0) body["variables"] = $"{{{{ {{{string.Join(", ", variables.Select(one => $"'{one.Argument.Name}': {one.Value}"))}}} }}}}";
        return body;
    }

    private static GraphQlArgument Argument(GraphQlField field, string name) => field.Arguments.First(argument => argument.Name == name);
}

/// <summary>How records lie in the value of a field.</summary>
/// <param name="Record">The type of a record.</param>
/// <param name="Records">The way from the field to the records.</param>
/// <param name="Wrapper">The selection around a record's fields, a format text; empty for a plain list.</param>
/// <param name="IsConnection">It has a pageInfo with hasNextPage and endCursor.</param>
internal sealed record GraphQlShape(JsonObject Record, IReadOnlyList<string> Records, string Wrapper, bool IsConnection);
