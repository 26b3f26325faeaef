using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>A connector from an OpenAPI 2 or 3 description: every GET operation that answers with a list becomes a stream; a path with one open part
/// becomes the child of the stream it lies under.</summary>
public sealed class OpenApiGenerator
{
    private static readonly string[] Envelopes = ["data", "results", "items", "records", "value", "values", "list", "entries", "objects", "content", "rows", "elements"];

    private readonly OpenApiDocument _document;
    private readonly OpenApiSchema _schemas;

    private OpenApiGenerator(JsonObject document) => (_document, _schemas) = (new(document), new(new(document)));

    /// <param name="document">The parsed description.</param>
    /// <param name="paths">Only these paths; empty for all.</param>
    /// <returns>The manifest as YAML with comments on what was inferred.</returns>
    /// <exception cref="FormatException">No operation answers with a list.</exception>
    public static string Generate(JsonObject document, IReadOnlyCollection<string> paths) => new OpenApiGenerator(document).Generate(paths);

    private string Generate(IReadOnlyCollection<string> paths)
    {
        var roots = new List<StreamDraft>();
        var open = new List<StreamDraft>();
        foreach (var (path, item) in _document.Paths)
        {
            if (_document.Resolve(item) is not { } members || _document.Resolve(members["get"]) is not { } operation) continue;
            if (Draft(path, members, operation) is not { } draft) continue;
            (path.Contains('{', StringComparison.Ordinal) ? open : roots).Add(draft);
        }
        var children = open.Select(child => WithParent(child, roots)).OfType<StreamDraft>().ToList();
        var chosen = roots.Concat(children).Where(stream => paths.Count == 0 || paths.Contains(stream.Path)).ToList();
        if (chosen.Count == 0) throw new FormatException("no GET operation of the description answers with a list of objects; name one with --path");
        var missing = chosen.Where(stream => stream.Parent is not null).Select(stream => stream.Parent!.Value.Stream).Distinct()
            .Where(path => chosen.All(other => other.Path != path)).Select(path => roots.First(root => root.Path == path)).ToList();
        var streams = Named([.. missing, .. chosen]);
        return ManifestBuilder.Build(_document.BaseUrl, _document.Auth(), [.. streams.Select(stream => Linked(stream, streams))]);
    }

    private StreamDraft? Draft(string path, JsonObject members, JsonObject operation)
    {
        var schema = _document.AnswerSchema(operation);
        if (FindList(schema, []) is not { } found) return null;
        var fields = _document.Properties(found.Record);
        if (fields.Count == 0) return null;
        var name = path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(part => !part.StartsWith('{'))?.Split('.')[0] ?? "records";
        var parameters = _document.QueryParameters(members, operation);
        var sample = Sample(schema, 0);
        var paging = PagingGuess.Of(parameters, sample, 0);
        var key = RecordShape.FindKey([new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)(field.Value["items"] is null && _document.Properties(field.Value).Count == 0 ? "x" : null))))], name);
        return new StreamDraft
        {
            Name = name,
            Path = path,
            RecordPath = found.Path,
            PrimaryKey = key,
            CursorField = RecordShape.FindCursor(fields.Keys),
            Paging = paging,
            Schema = _schemas.OfRecord(found.Record),
            Remarks =
            [
                $"records: {(found.Path.Count == 0 ? "the answer itself" : string.Join('.', found.Path))}, from the description (sure)",
                key is null ? "primary key: none found; set one so that no record is stored twice" : $"primary key: {key}, by its name (likely)",
                paging is null ? "pagination: no parameter of a known style; check whether there is a second page" : $"pagination: {paging.Style}, by the names of parameters (likely)",
                .. _document.HasRequiredQuery(members, operation) ? ["a query parameter is required; add it under request_parameters"] : Array.Empty<string>(),
            ],
        };
    }

    private (IReadOnlyList<string> Path, JsonObject? Record)? FindList(JsonObject? schema, IReadOnlyList<string> path)
    {
        if (_document.IsList(schema)) return _document.Resolve(schema!["items"]) is { } items && _document.Properties(items).Count > 0 ? (path, items) : null;
        if (path.Count > 2) return null;
        return _document.Properties(schema)
            .Select(property => (property.Key, Found: FindList(property.Value, [.. path, property.Key])))
            .Where(candidate => candidate.Found is not null)
            .OrderByDescending(candidate => Envelopes.Contains(candidate.Key)).Select(candidate => candidate.Found).FirstOrDefault();
    }

    /// <summary>An example answer of texts, in which the page style is recognised by names.</summary>
    private JsonObject? Sample(JsonObject? schema, int depth) => depth > 3 ? null : new JsonObject(_document.Properties(schema)
        .Where(property => !_document.IsList(property.Value))
        .Select(property => KeyValuePair.Create(property.Key, _document.Properties(property.Value).Count > 0 ? Sample(property.Value, depth + 1)
            : (JsonNode?)(property.Value["format"]?.ToString() == "uri" || property.Key.EndsWith("url", StringComparison.OrdinalIgnoreCase) ? "https://x" : "x"))));

    private static StreamDraft? WithParent(StreamDraft child, List<StreamDraft> roots)
    {
        var open = child.Path.IndexOf('{', StringComparison.Ordinal);
        var close = child.Path.IndexOf('}', open);
        if (close < 0 || child.Path.IndexOf('{', close) >= 0) return null;
        var above = child.Path[..open].TrimEnd('/');
        var parent = roots.FirstOrDefault(root => root.Path.TrimEnd('/') == above && root.PrimaryKey is not null);
        return parent is null ? null : child with { Parent = (parent.Path, parent.PrimaryKey!, child.Path[(open + 1)..close]) };
    }

    private static List<StreamDraft> Named(List<StreamDraft> drafts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return drafts.ConvertAll(draft =>
        {
            var parts = draft.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => !part.StartsWith('{')).Reverse().ToList();
            var name = draft.Name;
            for (var i = 1; !names.Add(name); i++) name = i < parts.Count ? $"{parts[i]}_{name}" : $"{name}_{i}";
            return draft with { Name = name };
        });
    }

    private static StreamDraft Linked(StreamDraft stream, List<StreamDraft> all) => stream.Parent is not { } parent ? stream
        : stream with { Parent = (all.First(other => other.Path == parent.Stream).Name, parent.Key, parent.PathPart) };
}
