using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

/// <summary>Reads and checks a scenario file.</summary>
internal static class ScenarioReader
{
    private static readonly string[] ForPeople = ["vendor", "from", "to", "difficulty", "why", "kinds"];

    public static Scenario Read(string json, string file)
    {
        var notes = new ScenarioNotes(file);
        var members = new Members(Root(json, file), "", notes);
        var scenario = new Scenario
        {
            Name = members.RequiredText("name"),
            Resource = members.RequiredText("resource"),
            PrimaryKey = members.Texts("primaryKey"),
            CursorField = members.Text("cursorField"),
            Records = RecordsOf(members),
            Generate = Generate(members),
            Manifest = members.Text("manifest"),
            Config = members.Json("config") ?? [],
            Versions = [.. members.Objects("versions").Select(VersionReader.Read)],
            Expect = members.Json("expect"),
            Unknown = notes.Unknown,
        };
        members.Done(ForPeople);
        Check(scenario, members);
        return scenario;
    }

    /// <summary>The records of a data set or a version; null entries are deleted entities.</summary>
    public static IReadOnlyList<JsonObject?> RecordsOf(Members members) =>
        [.. (members.List("records") ?? []).Select((record, index) => record switch
        {
            null => null,
            JsonObject found => found,
            _ => throw members.Fail($"records[{index}]", "an object is wanted here."),
        })];

    private static JsonObject Root(string json, string file)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject
                ?? throw new ScenarioException(file, "", "a scenario is one JSON object; see docs/lab.md.");
        }
        catch (JsonException error)
        {
            throw new ScenarioException(
                file, "", $"not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}; correct the file there.");
        }
    }

    private static GenerateRule? Generate(Members members)
    {
        if (members.Object("generate") is not { } rule)
        {
            return null;
        }

        var generate = new GenerateRule(
            rule.Json("schema") ?? throw rule.Missing("schema"),
            rule.Whole("count") ?? throw rule.Missing("count"),
            rule.Whole("seed") ?? 0);
        if (generate.Count < 0)
        {
            throw rule.Fail("count", "must not be negative.");
        }

        rule.Done();
        return generate;
    }

    private static void Check(Scenario scenario, Members members)
    {
        if (scenario.Versions.Count == 0)
        {
            throw members.Fail("versions", "at least one version of the API is wanted.");
        }

        if (members.Has("records") == members.Has("generate"))
        {
            throw members.Fail("records", "give either records or generate, not both and not neither.");
        }
    }
}
