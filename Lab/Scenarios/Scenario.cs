using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

/// <summary>
/// A data set and the versions of an API that serves it. <see cref="Records"/> or <see cref="Generate"/> holds the data;
/// a null record stands for an entity that was deleted upstream.
/// </summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>The name of the stream that the API serves.</summary>
    public required string Resource { get; init; }

    /// <summary>Dotted paths of the fields that identify an entity; may be empty.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    public string? CursorField { get; init; }

    public IReadOnlyList<JsonObject?> Records { get; init; } = [];

    public GenerateRule? Generate { get; init; }

    /// <summary>YAML text of the manifest for version 0, where the scenario gives one.</summary>
    public string? Manifest { get; init; }

    /// <summary>What the reader of the API is configured with; holds the credentials that the versions ask for.</summary>
    public JsonObject Config { get; init; } = [];

    public required IReadOnlyList<ApiVersion> Versions { get; init; }

    /// <summary>What a platform under test is scored by; the lab does not read it.</summary>
    public JsonObject? Expect { get; init; }

    /// <summary>Members that the reader does not know, as dotted paths: served as if they were absent.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Reads a scenario from JSON text.</summary>
    /// <exception cref="ScenarioException">The text is no scenario.</exception>
    public static Scenario Parse(string json, string file) => ScenarioReader.Read(json, file);

    /// <summary>Reads a scenario from a file.</summary>
    /// <exception cref="ScenarioException">The file cannot be read or is no scenario.</exception>
    public static async Task<Scenario> LoadAsync(string file, CancellationToken cancellationToken = default)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException(file, "", "cannot be read; check that it is there and readable.");
        }

        return Parse(text, file);
    }
}
