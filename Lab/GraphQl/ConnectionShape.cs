using System.Text.Json.Nodes;
using Supertrack.Lab.Paging;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.GraphQl;

/// <summary>The connection that holds the records: which members it has beside them is said by envelope and pagination.</summary>
internal sealed class ConnectionShape
{
    private readonly GraphQlRule _rule;
    private readonly PageReply _pages;
    private readonly string _root;
    private readonly string _nodes;

    public ConnectionShape(ApiVersion version, GraphType record, PageReply pages)
    {
        _rule = version.GraphQl!;
        _pages = pages;
        _root = $"data.{_rule.Field}";
        _nodes = version.Envelope.StartsWith(_root + ".", StringComparison.Ordinal) ? version.Envelope[(_root.Length + 1)..]
            : version.Envelope == _root ? ""
            : "nodes";
        string[] arguments = ["first", "after", .. version.Paging.Parameters, .. _rule.Arguments.Select(rule => rule.Name)];
        Query = GraphType.Object("Query", new GraphField(_rule.Field, _nodes.Length == 0 ? record : Connection(version, record), _nodes.Length == 0)
        {
            Arguments = [.. arguments.Distinct()],
        });
    }

    public GraphType Query { get; }

    /// <summary>The value of the field for one page.</summary>
    public JsonNode Fill(PageCut page, RecordSet records, Incoming request)
    {
        JsonObject[] nodes = [.. Enumerable.Range(page.From, page.Count).Select(position => records.Read(page.View.At(position)))];
        if (_nodes.Length == 0)
        {
            return new JsonArray([.. nodes.Select(node => node.DeepClone())]);
        }

        var connection = FieldPath.Read(_pages.Wrapping(page, request, out _), _root) as JsonObject ?? [];
        connection = (JsonObject)connection.DeepClone();
        foreach ((string path, JsonNode? value) in Standard(page.HasMore, page.Next))
        {
            if (FieldPath.Read(connection, path) is null)
            {
                FieldPath.Write(connection, path, value);
            }
        }

        connection["edges"] = new JsonArray([.. nodes.Select((node, at) => new JsonObject
        {
            ["cursor"] = CursorText.Encode(page.From + at + 1),
            ["node"] = node.DeepClone(),
        })]);
        FieldPath.Write(connection, _nodes, new JsonArray([.. nodes.Select(node => node.DeepClone())]));
        return connection;
    }

    private static IEnumerable<(string Path, JsonNode? Value)> Standard(bool more, string? cursor) =>
        [("pageInfo.hasNextPage", more), ("pageInfo.endCursor", cursor)];

    private GraphType Connection(ApiVersion version, GraphType record)
    {
        var sample = new JsonObject();
        foreach ((string path, JsonNode? value) in Standard(true, "c"))
        {
            FieldPath.Write(sample, path, value);
        }

        Place(sample, version.Paging.Total, 1);
        Place(sample, version.Paging.TotalPages, 1);
        Place(sample, version.Paging.HasMore, true);
        Place(sample, version.Paging.CursorFrom, "c");
        GraphType connection = GraphType.Of($"{_rule.Type}Connection", [sample]);
        connection.Fields["edges"] = new GraphField("edges", GraphType.Object(
            $"{_rule.Type}Edge", new GraphField("cursor", GraphType.Scalar("String")), new GraphField("node", record)), List: true);
        connection.Fields[_nodes] = new GraphField(_nodes, record, List: true);
        return connection;
    }

    private void Place(JsonObject sample, string? path, JsonNode value)
    {
        if (path is not null && path.StartsWith(_root + ".", StringComparison.Ordinal))
        {
            FieldPath.Write(sample, path[(_root.Length + 1)..], value);
        }
    }
}
