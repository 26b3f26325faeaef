using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Connectors;

/// <summary>
/// Reads the states that an earlier read left: a list of states, one state, STATE messages as JSON lines (the last of a stream counts),
/// or an object of stream states by stream name.
/// </summary>
internal static class StateFile
{
    public static async Task<IReadOnlyDictionary<string, JsonNode>> ReadAsync(string path, Terminal terminal, CancellationToken cancellation)
    {
        string text = await InputFile.TextAsync(path, terminal, cancellation);
        var states = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (JsonNode? value in Values(text, path))
        {
            Add(states, value, path);
        }

        return states;
    }

    private static IEnumerable<JsonNode?> Values(string text, string path)
    {
        if (TryParse(text) is { } whole)
        {
            return whole is JsonArray list ? list : [whole];
        }

        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select((line, at) =>
            TryParse(line) ?? throw CommandException.Usage($"{path}: not JSON at line {at + 1}. Give the STATE messages of an earlier read."));
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Perhaps JSON lines: the caller reads line by line and reports the line that is wrong.
            return null;
        }
    }

    private static void Add(Dictionary<string, JsonNode> states, JsonNode? value, string path)
    {
        switch (value)
        {
            case JsonObject message when TextOf(message["type"]) == "STATE":
                Add(states, message["state"], path);
                break;
            case JsonObject state when NameOf(state) is { } name:
                if (state["stream"]!["stream_state"] is { } found)
                {
                    states[name] = found;
                }

                break;
            // Other messages of a read (RECORD, LOG, TRACE) may lie between the states.
            case JsonObject other when other["type"] is JsonValue:
                break;
            case JsonObject byName:
                foreach ((string name, JsonNode? state) in byName)
                {
                    if (state is not null)
                    {
                        states[name] = state;
                    }
                }

                break;
            default:
                throw CommandException.Usage($"{path}: a state is an object. Give the STATE messages of an earlier read.");
        }
    }

    private static string? NameOf(JsonObject state) =>
        state["stream"] is JsonObject stream && stream["stream_descriptor"] is JsonObject descriptor ? TextOf(descriptor["name"]) : null;

    private static string? TextOf(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : null;
}
