namespace Supertrack.Core.Versions;

/// <summary>What can be frozen.</summary>
public enum ArtifactKind
{
    /// <summary>A connector's manifest; YAML or JSON.</summary>
    Connector,

    /// <summary>A JSON Schema.</summary>
    Schema,

    /// <summary>A graph of steps; YAML or JSON.</summary>
    Pipeline,

    /// <summary>A set of data quality rules; YAML or JSON.</summary>
    Quality,

    /// <summary>The text of a prompt.</summary>
    Prompt,

    /// <summary>How tables become nodes and relationships; YAML or JSON.</summary>
    Graph,
}

public static class ArtifactKinds
{
    public const string Words = "connector, schema, pipeline, quality, prompt, graph";

    /// <summary>The kind in addresses, tags and on the command line.</summary>
    public static string Word(this ArtifactKind kind) => kind switch
    {
        ArtifactKind.Connector => "connector",
        ArtifactKind.Schema => "schema",
        ArtifactKind.Pipeline => "pipeline",
        ArtifactKind.Quality => "quality",
        ArtifactKind.Prompt => "prompt",
        _ => "graph",
    };

    /// <summary>The folder of the kind in a tenant's repository.</summary>
    public static string Folder(this ArtifactKind kind) => kind switch
    {
        ArtifactKind.Connector => "connectors",
        ArtifactKind.Schema => "schemas",
        ArtifactKind.Pipeline => "pipelines",
        ArtifactKind.Quality => "quality",
        ArtifactKind.Prompt => "prompts",
        _ => "graphs",
    };

    /// <summary>The content is text, not a JSON value.</summary>
    public static bool IsText(this ArtifactKind kind) => kind == ArtifactKind.Prompt;

    public static bool TryParse(string? word, out ArtifactKind kind)
    {
        foreach (var one in Enum.GetValues<ArtifactKind>())
        {
            kind = one;
            if (one.Word() == word) return true;
        }
        kind = default;
        return false;
    }
}
