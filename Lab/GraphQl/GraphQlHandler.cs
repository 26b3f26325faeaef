using System.Text.Json.Nodes;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Paging;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.GraphQl;

/// <summary>Answers queries for the records of a version: <c>field(first, after) { nodes { ... } pageInfo { ... } }</c>.</summary>
internal sealed class GraphQlHandler
{
    private const int SampledRecords = 200;

    private readonly GraphQlRule _rule;
    private readonly RecordSet _records;
    private readonly Pager _pager;
    private readonly ConnectionShape _shape;

    public GraphQlHandler(ApiVersion version, RecordSet records, Pager pager, PageReply pages)
    {
        _rule = version.GraphQl!;
        _records = records;
        _pager = pager;
        GraphType record = GraphType.Of(_rule.Type, Enumerable.Range(0, Math.Min(records.Count, SampledRecords)).Select(records.Read));
        _shape = new ConnectionShape(version, record, pages);
    }

    public Reply Answer(Incoming request, List<AppliedFilter> filters)
    {
        if (request.Json is not JsonObject body || body["query"] is not JsonValue text || !text.TryGetValue(out string? query))
        {
            return AnswerReply.Json(Errors([new GraphQlException("Must provide query string.", 1, 1)]), 400);
        }

        try
        {
            string? operation = body["operationName"] is JsonValue named && named.TryGetValue(out string? name) ? name : null;
            return Answer(GraphQlParser.Parse(query, body["variables"] as JsonObject, operation), request, filters);
        }
        catch (GraphQlException error)
        {
            return AnswerReply.Json(Errors([error]), error.Syntax ? 400 : 200);
        }
    }

    private Reply Answer(GraphQlDocument document, Incoming request, List<AppliedFilter> filters)
    {
        if (document.Operation != "query")
        {
            throw new GraphQlException($"Schema is not configured to execute {document.Operation} operation.", 1, 1);
        }

        var check = new SelectionCheck(document, _rule.Suggest);
        check.Check(document.Selections, _shape.Query);
        if (check.Errors.Count > 0)
        {
            return AnswerReply.Json(Errors(check.Errors));
        }

        var data = new JsonObject();
        foreach (FieldSelection field in document.Fields(document.Selections))
        {
            if (field.Name == _rule.Field)
            {
                (JsonNode? value, Reply? refusal) = Records(field, document, request, filters);
                if (refusal is not null)
                {
                    return refusal;
                }

                data[field.Alias] = value;
            }
            else
            {
                data[field.Alias] = Describe(field, document);
            }
        }

        return AnswerReply.Json(new JsonObject { ["data"] = data });
    }

    private JsonNode? Describe(FieldSelection field, GraphQlDocument document)
    {
        if (field.Name == "__typename")
        {
            return _shape.Query.Name;
        }

        if (!_rule.Introspection)
        {
            throw new GraphQlException(
                "GraphQL introspection is not allowed, but the query contained __schema or __type.", field.Line, field.Column);
        }

        JsonObject? described = field.Name == "__schema"
            ? Introspection.Schema(_shape.Query)
            : Introspection.Type(_shape.Query, Text(field, "name"));
        return new Projection(document).Of(described, field.Children, null);
    }

    private (JsonNode? Value, Reply? Refusal) Records(
        FieldSelection field, GraphQlDocument document, Incoming request, List<AppliedFilter> filters)
    {
        foreach (ParameterRule rule in _rule.Arguments)
        {
            if (rule.Filter is not null && Text(field, rule.Name) is { } value)
            {
                filters.Add(new AppliedFilter(rule.Filter, value));
            }
        }

        (PageCut? page, Reply? refusal) = _pager.Cut(filters, name => Text(field, name));
        if (refusal is not null)
        {
            return (null, refusal);
        }

        JsonNode connection = _shape.Fill(page!, _records, request);
        GraphType type = _shape.Query.Fields[_rule.Field].Type;
        return (new Projection(document).Of(connection, field.Children, type), null);
    }

    private static string? Text(FieldSelection field, string argument) =>
        field.Arguments.TryGetValue(argument, out Argument? given) && given.Value is { } value ? ValueText.Of(value) : null;

    private static JsonObject Errors(IReadOnlyList<GraphQlException> errors) => new()
    {
        ["errors"] = new JsonArray([.. errors.Select(error => new JsonObject
        {
            ["message"] = error.Message,
            ["locations"] = new JsonArray(new JsonObject { ["line"] = error.Line, ["column"] = error.Column }),
            ["extensions"] = new JsonObject { ["code"] = error.Syntax ? "GRAPHQL_PARSE_FAILED" : "GRAPHQL_VALIDATION_FAILED" },
        })]),
    };
}
