using Supertrack.Core.Connectors.Files;
using Supertrack.Core.Connectors.Sql;

namespace Supertrack.Core.Connectors;

/// <summary>The databases and folders that manifests may open; whoever runs them decides which.</summary>
public interface ISourcePlaces
{
    /// <exception cref="ConnectorException">The provider is unknown, a setting is missing or wrong, or the place is not allowed.</exception>
    ISqlDatabase Database(string provider, IReadOnlyDictionary<string, string> settings);

    /// <exception cref="ConnectorException">The folder is not allowed.</exception>
    IFileStore Folder(string path);
}
