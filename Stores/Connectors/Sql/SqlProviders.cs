using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Sql;

namespace Supertrack.Stores.Connectors.Sql;

/// <summary>The databases that SQL manifests can name.</summary>
public sealed class SqlProviders : ISqlProviders
{
    private static readonly Dictionary<string, Func<IReadOnlyDictionary<string, string>, ISqlDatabase>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mysql"] = MySqlSource.Connect,
        ["postgres"] = PostgresSource.Connect,
        ["sqlite"] = SqliteSource.Connect,
    };

    public IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order()];

    public ISqlDatabase Connect(string provider, IReadOnlyDictionary<string, string> settings) =>
        Known.TryGetValue(provider, out var connect)
            ? connect(settings)
            : throw new ConnectorException(FailureKind.Config, $"There is no SQL provider '{provider}'. Use one of: {string.Join(", ", Names)}.");
}
