using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Where in a healing a failure shows itself, in the order in which it does.</summary>
internal enum Stage
{
    Route,
    Credential,
    Parameter,
    FirstFault,
    Page,
    Content,
    Later,
}

/// <summary>A scenario while it is made up: two versions, the data, and what must come of it.</summary>
internal sealed class ScenarioDraft
{
    private readonly List<(Stage Stage, string[] Classes)> _signs = [];

    public ScenarioDraft(ulong seed)
    {
        Dice = new Dice(seed);
        Data = new DataSetDraft(Dice, seed);
        KeyNow = Data.Unique;
        Resource = Dice.One(Words.Resources);
        Deleted = Dice.One(0, 2, 2, 5, 20);
    }

    public Dice Dice { get; }

    /// <summary>The unique field of a record of version 1; null where it takes several.</summary>
    public string? KeyNow { get; set; }

    /// <summary>Percent of the entities that are deleted where records are written out.</summary>
    public int Deleted { get; }

    public DataSetDraft Data { get; }

    public string Resource { get; }

    public JsonObject Config { get; } = [];

    public JsonObject Before { get; set; } = [];

    public JsonObject After { get; set; } = [];

    /// <summary>Query parameters and headers that the reader of version 0 sends of its own accord.</summary>
    public Dictionary<string, string> Sent { get; } = [];

    public Dictionary<string, string> SentHeaders { get; } = [];

    public List<string> Kinds { get; } = [];

    /// <summary>Nothing that HTTP shows leads to the rows again.</summary>
    public bool Unhealable { get; set; }

    /// <summary>Both a right repair and an escalation are right.</summary>
    public bool Thin { get; set; }

    /// <summary>A patch is needed.</summary>
    public bool Patch { get; set; }

    /// <summary>Columns of version 0 whose values are nowhere in version 1.</summary>
    public HashSet<string> Lost { get; } = [];

    /// <summary>Something happened: <paramref name="classes"/> are right names for it.</summary>
    public void Shows(Stage stage, params string[] classes) => _signs.Add((stage, classes));

    /// <summary>Names that are right for the first failure; empty where nothing fails.</summary>
    public IReadOnlyList<string> FirstClasses => _signs.Count == 0 ? [] : [.. _signs.Where(sign => sign.Stage == _signs.Min(other => other.Stage)).SelectMany(sign => sign.Classes).Distinct()];

    public bool Quiet => _signs.Count == 0;

    public JsonObject Paging(JsonObject version) => (JsonObject)version["pagination"]!;

    public JsonObject Auth(JsonObject version) => (JsonObject)version["auth"]!;

    public static JsonObject Answer(int status, JsonNode body, params (string Name, string Value)[] headers)
    {
        var answer = new JsonObject { ["status"] = status, ["body"] = body };
        if (headers.Length > 0)
        {
            answer["headers"] = new JsonObject(headers.Select(header => KeyValuePair.Create(header.Name, (JsonNode?)header.Value)));
        }

        return answer;
    }
}
