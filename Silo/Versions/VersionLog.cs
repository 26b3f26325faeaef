namespace Supertrack.Silo.Versions;

/// <summary>Log messages of frozen versions; event ids 3200 to 3299.</summary>
internal static partial class VersionLog
{
    [LoggerMessage(3200, LogLevel.Critical, "{Artifact} {Version} is not what was frozen: {Finding} ({Where}). It was refused")]
    public static partial void Damaged(ILogger logger, string artifact, string version, string finding, string where);

    [LoggerMessage(3201, LogLevel.Error, "{Artifact} {Version} was not what was frozen: {Finding} ({Where}). It was repaired from the repository")]
    public static partial void Repaired(ILogger logger, string artifact, string version, string finding, string where);

    [LoggerMessage(3202, LogLevel.Error, "The event about {Artifact} could not be written")]
    public static partial void NotTold(ILogger logger, Exception error, string artifact);

    [LoggerMessage(3210, LogLevel.Warning, "The repository of {Tenant} is not up to date; it is tried again in {Seconds} s: {Detail}")]
    public static partial void Late(ILogger logger, string tenant, int seconds, string detail);

    [LoggerMessage(3211, LogLevel.Information, "The repository of {Tenant} was pushed")]
    public static partial void Pushed(ILogger logger, string tenant);

    [LoggerMessage(3212, LogLevel.Error, "The remote of {Tenant} has other tags {Tags}. Decide which is right; nothing was forced")]
    public static partial void Conflict(ILogger logger, string tenant, string tags);

    [LoggerMessage(3213, LogLevel.Error, "The activation of {Artifact} could not be taken up again")]
    public static partial void NotResumed(ILogger logger, Exception error, string artifact);
}
