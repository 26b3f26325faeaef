using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Stores.Versions.Git;

/// <summary>
/// What lies where in a tenant's repository: the branch <c>frozen</c> gets a commit and a tag for each version, the branches dev, test and
/// prod hold what is live there. A folder for each kind, in it one for each artifact.
/// </summary>
internal static class RepositoryLayout
{
    public const string FrozenBranch = "frozen";

    /// <summary>A line of the message that says which line of the log a commit stands for.</summary>
    public const string SequenceTrailer = "Sequence";

    public static IReadOnlyList<string> Branches { get; } = [FrozenBranch, .. Stages.All.Select(stage => stage.Word())];

    public static string Content(ArtifactId artifact) => $"{artifact.Folder}/" + artifact.Kind switch
    {
        ArtifactKind.Connector => "manifest.yaml",
        ArtifactKind.Schema => "schema.json",
        ArtifactKind.Pipeline => "pipeline.yaml",
        ArtifactKind.Quality => "rules.yaml",
        ArtifactKind.Prompt => "prompt.md",
        _ => "mapping.yaml",
    };

    public static string Record(ArtifactId artifact) => $"{artifact.Folder}/version.json";

    public static string Changelog(ArtifactId artifact) => $"{artifact.Folder}/CHANGELOG.md";

    public static string Deployment(ArtifactId artifact) => $"{artifact.Folder}/deployment.json";

    public static string Case(ArtifactId artifact, string hash) => $"{artifact.Folder}/cases/{hash}.json";

    public static string Key(string id) => $"keys/{id}.pem";
}
