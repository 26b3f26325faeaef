using Supertrack.Core.Connectors.Files;
using Supertrack.Core.Connectors.Sql;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>A replay opens no database and no folder.</summary>
internal sealed class NoPlaces : ISourcePlaces
{
    public static NoPlaces Instance { get; } = new();

    public ISqlDatabase Database(string provider, IReadOnlyDictionary<string, string> settings) => throw Refused("database");

    public IFileStore Folder(string path) => throw Refused("folder");

    private static ConnectorException Refused(string what) =>
        new(FailureKind.Config, $"A replay opens no {what}: only what is read over HTTP is recorded. Check the connector live instead.");
}
