namespace Supertrack.Core.Storage;

/// <summary>Names one stream of one connector of one tenant: the unit that has a table, a position and raw files.</summary>
/// <param name="Tenant">Lower-case letters, digits and hyphens, 1 to 63 characters: it names a file and a database schema.</param>
/// <param name="Connector">The same alphabet as the tenant.</param>
/// <param name="Stream">The stream's name as the manifest spells it; any text.</param>
public sealed record DatasetId(string Tenant, string Connector, string Stream)
{
    public override string ToString() => $"{Tenant}/{Connector}/{Stream}";
}
