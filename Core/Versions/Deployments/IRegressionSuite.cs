namespace Supertrack.Core.Versions.Deployments;

/// <summary>Runs the cases of an artifact: what a version was proved with, kept so that every later version can be.</summary>
public interface IRegressionSuite
{
    /// <summary>Cases of this kind can be run. Where not, a version that has some cannot be activated.</summary>
    bool Runs(ArtifactKind kind);

    /// <summary>Runs one case. A case that cannot be run has failed.</summary>
    /// <param name="hash">SHA-256 of the case.</param>
    /// <param name="case">The case as JSON text.</param>
    Task<CaseResult> RunAsync(FrozenArtifact artifact, string hash, string @case, CancellationToken cancellationToken);
}
