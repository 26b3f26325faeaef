using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cassettes;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>The recording of one stream, read from the lines of a cassette.</summary>
/// <param name="Start">Where the read began; null for a cassette that was not recorded by a silo.</param>
/// <param name="Exchanges">The exchanges in the order made.</param>
/// <param name="Pages">What the pages of records looked like; empty where the cassette does not say.</param>
public sealed record RecordedStream(string Stream, RecordingStart? Start, IReadOnlyList<CassetteExchange> Exchanges, IReadOnlyList<PageSummary> Pages)
{
    /// <summary>Reads a cassette; a plain one has a recording for each stream that its exchanges name.</summary>
    /// <param name="source">JSON lines, perhaps compressed.</param>
    /// <param name="file">Named in errors.</param>
    /// <exception cref="CassetteException">A line is no exchange.</exception>
    public static async Task<IReadOnlyList<RecordedStream>> ReadAsync(Stream source, string file, CancellationToken cancellationToken)
    {
        var lines = (await CassetteReader.LinesAsync(source, file, cancellationToken)).FindAll(line => line.Length > 0);
        var exchanges = lines.Select((line, index) => CassetteReader.Parse(line, file, index + 1)).ToList();
        var recordings = new List<RecordedStream>();
        for (var (from, at) = (0, 0); at < lines.Count; at++)
        {
            if (at + 1 < lines.Count && Member(lines[at + 1], "recording") is null)
                continue;
            recordings.AddRange(Of(lines.GetRange(from, at + 1 - from), exchanges.GetRange(from, at + 1 - from)));
            from = at + 1;
        }
        return recordings;
    }

    private static IEnumerable<RecordedStream> Of(List<string> lines, List<CassetteExchange> exchanges)
    {
        if (Member(lines[0], "recording") is not JsonObject start)
        {
            return exchanges.Select(exchange => exchange.Stream).Where(stream => stream.Length > 0).Distinct()
                .Select(stream => new RecordedStream(stream, null, exchanges, []));
        }
        var stream = start["stream"]?.GetValue<string>() ?? exchanges[0].Stream;
        return
        [
            new RecordedStream(
                stream,
                new RecordingStart
                {
                    Stream = stream,
                    Run = Member(lines[0], "run")?.GetValue<long>() ?? 0,
                    At = start["at"]?.GetValue<DateTimeOffset>() ?? default,
                    Mode = start["syncMode"]?.GetValue<string>() == "incremental" ? SyncMode.Incremental : SyncMode.FullRefresh,
                    State = start["state"]?.DeepClone(),
                    Manifest = start["manifest"]?.GetValue<string>() ?? "",
                },
                exchanges,
                [.. lines.SelectMany(line => Member(line, "pages") as JsonArray ?? []).Select(Page)]),
        ];
    }

    private static PageSummary Page(JsonNode? page) => new(
        page!["page"]!.GetValue<long>(),
        page["count"]!.GetValue<int>(),
        page["keys"]!.GetValue<string>().Split(' ', StringSplitOptions.RemoveEmptyEntries),
        page["fields"]!.AsObject().ToDictionary(field => field.Key, field => field.Value!.GetValue<string>(), StringComparer.Ordinal));

    /// <summary>A member of a line beside those that every cassette has.</summary>
    private static JsonNode? Member(string line, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(name);
            reader.Read();
            if (wanted)
                return JsonNode.Parse(ref reader);
            reader.Skip();
        }
        return null;
    }
}
