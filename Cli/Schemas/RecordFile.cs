using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Tables;

namespace Supertrack.Cli.Schemas;

/// <summary>Reads records: CSV, JSON lines, a JSON list, or a JSON document with one list of objects in it.</summary>
internal static class RecordFile
{
    public static async Task<IReadOnlyList<JsonNode?>> ReadAsync(string path, Terminal terminal, CancellationToken cancellation)
    {
        string text = await InputFile.TextAsync(path, terminal, cancellation);
        try
        {
            string start = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
            return start.StartsWith('{') || start.StartsWith('[') ? OfJson(start) : CsvTable.Read(path, new StringReader(text)).ToRecords();
        }
        catch (JsonException error)
        {
            throw CommandException.Usage($"{path}: not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}. Correct the file there.", error);
        }
        catch (FormatException error)
        {
            throw CommandException.Usage(error.Message, error);
        }
    }

    private static IReadOnlyList<JsonNode?> OfJson(string text)
    {
        var values = new List<JsonNode?>();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read()) values.Add(JsonNode.Parse(ref reader));
        if (values is not [{ } only]) return values;
        return (only as JsonArray ?? ListIn(only))?.ToList() ?? values;
    }

    private static JsonArray? ListIn(JsonNode node)
    {
        if (node is not JsonObject members) return null;
        foreach ((string _, JsonNode? value) in members)
            if (value is JsonArray { Count: > 0 } list && list[0] is JsonObject) return list;
        return members.Select(m => m.Value).OfType<JsonObject>().Select(ListIn).FirstOrDefault(l => l is not null);
    }
}
