using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>A connector from one sample answer and the URL that gave it.</summary>
public static class SampleGenerator
{
    private static readonly string[] KeyParameters = ["api_key", "apikey", "api-key", "key", "token", "access_token", "auth_token", "appid", "subscription-key"];

    /// <param name="sample">The answer's body.</param>
    /// <param name="url">The request's absolute URL with its query. A credential in it is not written into the manifest.</param>
    /// <returns>The manifest as YAML with comments on what was inferred.</returns>
    /// <exception cref="FormatException">The sample holds no list of records.</exception>
    public static string Generate(JsonNode? sample, Uri url)
    {
        var path = RecordShape.FindList(sample) ?? throw new FormatException("the sample holds no list of objects; give an answer with at least one record");
        var records = RecordShape.At(sample, path)!.OfType<JsonObject>().ToList();
        var query = ParseQuery(url.Query);
        var paging = PagingGuess.Of(query, sample, records.Count);
        var name = NameOf(url.AbsolutePath);
        var key = RecordShape.FindKey(records, name);
        var secret = KeyParameters.FirstOrDefault(query.ContainsKey);
        var cursor = RecordShape.FindCursor(records.SelectMany(record => record.Select(member => member.Key)));
        var since = SinceOf(records, query);
        var stream = new StreamDraft
        {
            Name = name,
            Path = url.AbsolutePath,
            RecordPath = path,
            PrimaryKey = key,
            CursorField = cursor,
            Since = since,
            Paging = paging,
            Query = [.. query.Where(pair => pair.Key != secret && pair.Key != paging?.Parameter && pair.Key != paging?.SizeParameter && pair.Key != since?.Parameter && pair.Key != since?.Until)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value ?? ""))],
            Schema = SchemaDraft.OfRecords(records),
            Remarks = Remarks(path, records.Count, key, paging, cursor, since),
        };
        var auth = secret is null ? new AuthDraft(AuthStyle.None) : new AuthDraft(AuthStyle.ApiKeyQuery, secret);
        return ManifestBuilder.Build(url.GetLeftPart(UriPartial.Authority), auth, [stream]);
    }

    private static List<string> Remarks(IReadOnlyList<string> path, int records, string? key, PagingDraft? paging, string? cursor, SinceDraft? since)
    {
        var remarks = new List<string>
        {
            $"records: {(path.Count == 0 ? "the answer itself" : string.Join('.', path))}, {records} in the sample ({(records > 1 ? "sure" : "likely")})",
            key is null ? "primary key: none found; set one so that no record is stored twice" : $"primary key: {key}, different in all {records} records ({(records > 4 ? "likely" : "a guess")})",
            paging is null ? "pagination: none seen in the URL or the answer; check whether there is a second page" : $"pagination: {paging.Style} by the names in the URL and the answer (likely)",
        };
        if (since is not null) remarks.Add($"incremental: {since.Field} by the parameter {since.Parameter} (likely)");
        else if (cursor is not null) remarks.Add($"cursor: {cursor} looks like the time of the last change; the sample does not show a parameter to filter by, so the stream reads in full");
        return remarks;
    }

    /// <summary>An incremental read where the URL filters by a time and the records have one of a form that is known.</summary>
    private static SinceDraft? SinceOf(IReadOnlyList<JsonObject> records, Dictionary<string, string?> query)
    {
        var cursors = RecordShape.CursorsOf(records.SelectMany(record => record.Select(member => member.Key)));
        if (SinceGuess.Of(query.Keys, cursors) is not { } found) return null;
        var value = records.Select(record => record[found.Field]).FirstOrDefault(field => field is not null);
        var form = value?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? SinceForm.Seconds : query[found.Parameter] is { Length: 10 } ? SinceForm.Date : SinceForm.Iso;
        return value is JsonValue ? new SinceDraft(found.Field, found.Parameter, found.Until, form) : null;
    }

    private static string NameOf(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(part => part.Any(char.IsAsciiLetter) && !part.StartsWith('{'))?.Split('.')[0] ?? "records";

    private static Dictionary<string, string?> ParseQuery(string query)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Uri.UnescapeDataString((equals < 0 ? pair : pair[..equals]).Replace('+', ' '));
            parameters[name] = equals < 0 ? null : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
        }
        return parameters;
    }
}
