using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

/// <summary>The members of one object of a scenario file, read with errors that name the file and the place.</summary>
internal sealed class Members(JsonObject source, string path, ScenarioNotes notes)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public bool Has(string name) => source[name] is not null;

    public JsonNode? Node(string name)
    {
        _read.Add(name);
        return source[name];
    }

    public string? Text(string name) => Node(name) switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        var other => throw Wrong(name, "text", other),
    };

    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    public int? Whole(string name) => Node(name) switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) => number,
        var other => throw Wrong(name, "a whole number", other),
    };

    public double? Number(string name) => Node(name) switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out double number) => number,
        var other => throw Wrong(name, "a number", other),
    };

    public bool Flag(string name) => Node(name) switch
    {
        null => false,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        var other => throw Wrong(name, "true or false", other),
    };

    public Members? Object(string name) => Node(name) switch
    {
        null => null,
        JsonObject found => new Members(found, PathOf(name), notes),
        var other => throw Wrong(name, "an object", other),
    };

    public JsonObject? Json(string name) => Node(name) switch
    {
        null => null,
        JsonObject found => found,
        var other => throw Wrong(name, "an object", other),
    };

    public JsonArray? List(string name) => Node(name) switch
    {
        null => null,
        JsonArray found => found,
        var other => throw Wrong(name, "a list", other),
    };

    /// <summary>The objects of a list.</summary>
    public IReadOnlyList<Members> Objects(string name) =>
        [.. (List(name) ?? []).Select((item, index) => item is JsonObject found
            ? new Members(found, $"{PathOf(name)}[{index}]", notes)
            : throw Wrong($"{name}[{index}]", "an object", item))];

    /// <summary>The texts of a list; scalars become their text.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. (List(name) ?? []).Select(TextOf)];

    public IReadOnlyDictionary<string, string> TextMap(string name) =>
        (Json(name) ?? []).ToDictionary(member => member.Key, member => TextOf(member.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>One of the words given.</summary>
    public T Choice<T>(string name, T whenAbsent, params (string Word, T Value)[] choices)
    {
        if (Text(name) is not { } word)
        {
            return whenAbsent;
        }

        foreach ((string candidate, T value) in choices)
        {
            if (string.Equals(candidate, word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw Fail(name, $"\"{word}\" is not known; write one of {string.Join(", ", choices.Select(choice => choice.Word))}.");
    }

    public ScenarioException Fail(string name, string problem) => new(notes.File, PathOf(name), problem);

    public ScenarioException Missing(string name) => Fail(name, "is missing; add it.");

    /// <summary>Notes the members that nobody asked for. Call it when the object is read.</summary>
    public void Done(params string[] forPeople)
    {
        foreach (KeyValuePair<string, JsonNode?> member in source)
        {
            if (!_read.Contains(member.Key) && !forPeople.Contains(member.Key))
            {
                notes.Unknown.Add(PathOf(member.Key));
            }
        }
    }

    private static string TextOf(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue(out string? text)
        ? text
        : value?.ToJsonString() ?? "null";

    private string PathOf(string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";

    private ScenarioException Wrong(string name, string wanted, JsonNode? found)
    {
        string kind = found?.GetValueKind() switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => found?.ToJsonString() ?? "null",
        };
        return Fail(name, $"{wanted} is wanted here, found {kind}.");
    }
}

/// <summary>What is gathered while a scenario is read.</summary>
internal sealed record ScenarioNotes(string File)
{
    public List<string> Unknown { get; } = [];
}
