namespace Supertrack.Silo.Settings;

/// <summary>The section <c>Supertrack:Versions</c>: where frozen versions are kept and pushed to.</summary>
public sealed class VersionSettings
{
    /// <summary>An absolute folder. Default <c>versions</c> in the data folder. Silos of a cluster on several machines need one that they share.</summary>
    public string? Folder { get; set; }

    /// <summary>The environment that this installation is: what is live there is what connectors run with. dev, test or prod. Default prod.</summary>
    public string Environment { get; set; } = "prod";

    /// <summary>The address of the tenants' repositories with <c>{tenant}</c> in it, e.g. <c>https://github.com/acme/{tenant}.git</c>. Default none.</summary>
    public string? Remote { get; set; }

    /// <summary>An HTTP header that lets us push, e.g. <c>Authorization: Bearer ...</c>; better in the environment than in a file.</summary>
    public string? Header { get; set; }

    /// <summary>Seconds between attempts while the remote is away. Default 60, from 1 to 86,400.</summary>
    public int RetrySeconds { get; set; } = 60;
}
