namespace Supertrack.Silo.Settings;

/// <summary>The section <c>Supertrack:Sources</c>: what SQL and file connectors may open. Tenants write manifests, so it is nothing unless named here.</summary>
public sealed class SourceSettings
{
    /// <summary>Absolute folders; connectors read folders and SQLite files below them. Default none.</summary>
    public IList<string> Folders { get; } = [];

    /// <summary>Database servers that connectors may connect to, by the name or address that manifests give. Default none.</summary>
    public IList<string> DatabaseHosts { get; } = [];

    /// <summary>Absolute folders below which tenants' administrators may allow their own connectors folders. Default none.</summary>
    public IList<string> TenantFolders { get; } = [];

    /// <summary>Database servers that tenants' administrators may allow their own connectors. Default none.</summary>
    public IList<string> TenantDatabaseHosts { get; } = [];
}
