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
        var all = Linked(roots, open);
        var chosen = all.Where(stream => paths.Count == 0 || paths.Contains(stream.Path) || paths.Contains(stream.Name)).ToList();
        if (chosen.Count == 0) throw new FormatException("no GET operation of the description answers with a list of objects; name one with --path");
        for (var i = 0; i < chosen.Count; i++)
            if (chosen[i].Parent is { } parent && chosen.TrueForAll(other => other.Path != parent.Stream)) chosen.Add(all.First(other => other.Path == parent.Stream));
        var streams = Named([.. chosen.OrderBy(stream => Depth(stream, all))]);
        return ManifestBuilder.Build(_document.BaseUrl, _document.Auth(), streams);
    }

    private static int Depth(StreamDraft stream, List<StreamDraft> all) =>
        stream.Parent is { } parent ? 1 + Depth(all.First(other => other.Path == parent.Stream), all) : 0;

    private StreamDraft? Draft(string path, JsonObject members, JsonObject operation)
    {
        var schema = _document.AnswerSchema(operation);
        if (FindList(schema, []) is not { } found) return null;
        var fields = _document.Properties(found.Record);
        if (fields.Count == 0) return null;
        var name = path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(part => !part.StartsWith('{'))?.Split('.')[0] ?? "records";
        var parameters = _document.QueryParameters(members, operation);
        var paging = Paging(parameters, schema, operation);
        var key = RecordShape.FindKey([new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)(field.Value["items"] is null && _document.Properties(field.Value).Count == 0 ? "x" : null))))], name);
        var since = Since(parameters, fields);
        var needed = Needed(parameters, paging, since);
        return new StreamDraft
        {
            Name = name,
            Path = path,
            RecordPath = found.Path,
            PrimaryKey = key,
            CursorField = RecordShape.FindCursor(fields.Keys),
            Since = since,
            Paging = paging,
            Query = [.. needed.Select(need => KeyValuePair.Create(need.Name, need.Value ?? $"{{{{ config['{need.Name}'] }}}}"))],
            Settings = [.. needed.Where(need => need.Value is null).Select(need => new SettingDraft(need.Name, need.Name.Replace('_', ' ')))],
            Schema = _schemas.OfRecord(found.Record),
            Remarks =
            [
                $"records: {(found.Path.Count == 0 ? "the answer itself" : string.Join('.', found.Path))}, from the description (sure)",
                key is null ? "primary key: none found; set one so that no record is stored twice" : $"primary key: {key}, by its name (likely)",
                paging is null ? "pagination: no parameter of a known style; check whether there is a second page" : $"pagination: {paging.Style}, by the names of parameters ({(paging.IsGuess ? "a guess" : "likely")})",
                .. since is null ? Unfiltered(fields) : [$"incremental: {since.Field} by the parameter {since.Parameter} (likely); check that it filters by the time of the last change"],
                .. needed.Select(need => $"the API asks for {need.Name}; it is {(need.Value is null ? "a setting" : $"'{need.Value}', which the description gives")}"),
            ],
        };
    }

    private PagingDraft? Paging(OrderedDictionary<string, QueryParameter> parameters, JsonObject? schema, JsonObject operation)
    {
        var known = parameters.ToDictionary(one => one.Key, one => one.Value.Default ?? (one.Value.Maximum is > 0 and <= 1000 and var most ? most.ToString() : null), StringComparer.Ordinal);
        var paging = PagingGuess.Of(known, Sample(schema, 0), 0);
        return _document.HasLinkHeader(operation) ? new PagingDraft(PagingStyle.LinkHeader, "", PagingGuess.SizeOf(known), paging?.Size ?? 100) : paging;
    }

    private static IEnumerable<string> Unfiltered(OrderedDictionary<string, JsonObject> fields) => RecordShape.FindCursor(fields.Keys) is { } cursor
        ? [$"incremental: {cursor} looks like the time of the last change, but no parameter filters by it; the stream reads in full"] : [];

    private SinceDraft? Since(OrderedDictionary<string, QueryParameter> parameters, OrderedDictionary<string, JsonObject> fields)
    {
        var cursors = RecordShape.CursorsOf(fields.Keys).Where(field => _document.Properties(fields[field]).Count == 0).ToList();
        if (SinceGuess.Of([.. parameters.Keys], cursors) is not { } found) return null;
        var kind = parameters[found.Parameter].Kind;
        var field = (string?)fields[found.Field]["type"] is "integer" or "number";
        var form = field || kind is "integer" or "int64" or "int32" or "number" or "unix-time" ? SinceForm.Seconds : kind == "date" ? SinceForm.Date : SinceForm.Iso;
        return new SinceDraft(found.Field, found.Parameter, found.Until, form);
    }

    /// <summary>Required parameters that nothing else fills.</summary>
    private static List<(string Name, string? Value)> Needed(OrderedDictionary<string, QueryParameter> parameters, PagingDraft? paging, SinceDraft? since) =>
        [.. parameters.Where(one => one.Value.IsRequired && one.Key != paging?.Parameter && one.Key != paging?.SizeParameter && one.Key != since?.Parameter && one.Key != since?.Until)
            .Select(one => (one.Key, one.Value.Value))];

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

    /// <summary>Gives every path with open parts a parent that lists what the last part stands for; where there is none, settings fill the parts.</summary>
    private static List<StreamDraft> Linked(List<StreamDraft> roots, List<StreamDraft> open)
    {
        var linked = new List<StreamDraft>(roots);
        foreach (var child in open.OrderBy(stream => stream.Path.Count(c => c == '{')))
        {
            var last = child.Path.LastIndexOf('{');
            var end = child.Path.IndexOf('}', last);
            if (end < 0) continue;
            var above = Shape(child.Path[..last]);
            var parent = linked.Find(stream => Shape(stream.Path) == above && stream.PrimaryKey is not null);
            // The parts before the last are named as the parent names them, so that they are filled alike.
            linked.Add(parent is null
                ? child with { Settings = [.. child.Settings, .. Parts(child.Path).Select(part => new SettingDraft(part, part.Replace('_', ' ')))], Remarks = [.. child.Remarks, "the open parts of the path are settings: no operation lists what they stand for"] }
                : child with { Path = parent.Path.TrimEnd('/') + "/" + child.Path[last..], Parent = new(parent.Path, parent.PrimaryKey!, child.Path[(last + 1)..end]), Settings = [.. child.Settings, .. parent.Settings.Where(setting => parent.Path.Contains("{" + setting.Name + "}", StringComparison.Ordinal))] });
        }
        return linked;
    }

    private static string Shape(string path) => string.Join('/', path.TrimEnd('/').Split('/').Select(part => part.StartsWith('{') ? "{}" : part));

    private static IEnumerable<string> Parts(string path) => path.Split('{').Skip(1).Select(part => part.Split('}')[0]);

    /// <summary>Names that are unique, and parents by name.</summary>
    private static List<StreamDraft> Named(List<StreamDraft> drafts)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            var parts = draft.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => !part.StartsWith('{')).Reverse().ToList();
            var name = draft.Name;
            for (var i = 1; !taken.Add(name); i++) name = i < parts.Count ? $"{parts[i]}_{name}" : $"{draft.Name}_{i}";
            names[draft.Path] = name;
        }
        return drafts.ConvertAll(draft => draft with { Name = names[draft.Path], Parent = draft.Parent is { } parent ? parent with { Stream = names[parent.Stream] } : null });
    }
}
