using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Files;
using Supertrack.Core.Connectors.Sql;
using Supertrack.Stores.Connectors.Files;
using Supertrack.Stores.Connectors.Sql;

namespace Supertrack.Stores.Connectors;

/// <summary>Every database and folder this process can reach; for tools on the user's own machine.</summary>
public sealed class OwnPlaces : ISourcePlaces
{
    private static readonly SqlProviders Providers = new();

    public ISqlDatabase Database(string provider, IReadOnlyDictionary<string, string> settings) => Providers.Connect(provider, settings);

    public IFileStore Folder(string path) => new FolderStore(path);
}

/// <summary>Only the folders (and SQLite files) below given roots and the database servers on given hosts; for manifests that tenants write.</summary>
/// <param name="roots">Folders with all below them.</param>
/// <param name="hosts">Names or addresses as manifests write them.</param>
public sealed class AllowedPlaces(IReadOnlyList<string> roots, IReadOnlyList<string> hosts) : ISourcePlaces
{
    private const string FileSetting = "file";
    private const string HostSetting = "host";

    private static readonly SqlProviders Providers = new();

    /// <summary>Whether a path is a folder or lies below it, wherever dots in it lead. Both are absolute.</summary>
    public static bool LiesBelow(string path, string root)
    {
        var (inner, outer) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
        return inner == outer || inner.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    public ISqlDatabase Database(string provider, IReadOnlyDictionary<string, string> settings)
    {
        var allowed = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        if (settings.TryGetValue(FileSetting, out var file)) allowed[FileSetting] = Allowed(file, "file");
        if (settings.TryGetValue(HostSetting, out var host) && !hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            throw new ConnectorException(FailureKind.Config, $"The database host {host} is not allowed. Ask an administrator to allow it for the tenant ('supertrack tenant egress set') or to name it in Supertrack:Sources:DatabaseHosts.");
        return Providers.Connect(provider, allowed);
    }

    public IFileStore Folder(string path) => new FolderStore(Allowed(path, "folder"));

    private string Allowed(string path, string kind)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return roots.Any(root => LiesBelow(full, root))
            ? full
            : throw new ConnectorException(FailureKind.Config, $"The {kind} {path} lies under no allowed folder. Ask an administrator to allow one for the tenant ('supertrack tenant egress set') or to name one in Supertrack:Sources:Folders.");
    }
}
