namespace Supertrack.Core.Versions;

/// <summary>A request about versions was refused. The message says what, which, and the next step.</summary>
public abstract class VersionException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable; problem documents carry it.</summary>
    public string Code { get; } = code;
}

/// <summary>A name, version or content that cannot be accepted: whoever gave it corrects it.</summary>
public sealed class InvalidArtifactException(string what, string problem, string nextStep, Exception? inner = null)
    : VersionException("invalid_artifact", $"'{Shown(what)}' {problem}. {nextStep}", inner)
{
    private static string Shown(string? what) => what is null ? "" : what.Length > 100 ? what[..100] + "..." : what;
}

/// <summary>There is no such artifact or version.</summary>
public sealed class UnknownVersionException(ArtifactId artifact, string? version) : VersionException(
    "unknown_version",
    version is null ? $"Nothing is frozen under {artifact}. Freeze it first." : $"{artifact} has no version {version}. List its versions.")
{
    public ArtifactId Artifact { get; } = artifact;
}

/// <summary>The registry is not in the state that the request needs.</summary>
public sealed class DeploymentRefusedException(string code, string message) : VersionException(code, message);

/// <summary>What lies on disk is not what was frozen. It was refused, and somebody was told.</summary>
public sealed class TamperedVersionException(ArtifactId artifact, string version, string finding) : VersionException(
    "version_damaged",
    $"{artifact} {version} was refused: {finding}. Restore it from the tenant's repository (supertrack version restore).")
{
    public ArtifactId Artifact { get; } = artifact;

    public string Version { get; } = version;

    /// <summary>What is wrong, e.g. which file.</summary>
    public string Finding { get; } = finding;
}
