using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains;

/// <summary>Keys of the form <c>tenant/name</c>.</summary>
public static class GrainKeys
{
    public static string Connector(string tenant, string connector) => $"{tenant}/{connector}";

    /// <summary>The stream's name may be any text, so it is escaped.</summary>
    public static string Schema(string tenant, string connector, string stream) => $"{tenant}/{connector}/{Uri.EscapeDataString(stream)}";

    /// <exception cref="InvalidRequestException">The key is not of that form.</exception>
    public static (string Tenant, string Connector, string Stream) SplitSchema(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('/');
        return parts.Length == 3 && Identifier.IsValid(parts[0]) && Identifier.IsValid(parts[1]) && parts[2].Length > 0
            ? (parts[0], parts[1], Uri.UnescapeDataString(parts[2]))
            : throw new InvalidRequestException("invalid_name", $"'{key}' names no stream's schema: use {Identifier.Rule} for tenant and connector, and the stream's name.");
    }

    /// <param name="place">A host, <c>connector:NAME</c> or <c>platform</c>.</param>
    public static string Incidents(string tenant, string place) => $"{tenant}/{place}";

    /// <summary>The name of an incident says where it is kept.</summary>
    /// <exception cref="NotFoundException">It is no incident's name.</exception>
    public static string OfIncident(string tenant, string incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var at = incident.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < incident.Length - 1 && !incident.Contains('/', StringComparison.Ordinal)
            ? Incidents(tenant, incident[(at + 1)..])
            : throw new NotFoundException($"'{incident}' is no incident's name. They have the form 3@api.example.com; GET .../incidents lists them.");
    }

    public static string TenantOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? key : key[..slash];
    }

    /// <exception cref="InvalidRequestException">The key is not of that form.</exception>
    public static (string Tenant, string Name) Split(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('/');
        return parts.Length == 2 && Identifier.IsValid(parts[0]) && Identifier.IsValid(parts[1])
            ? (parts[0], parts[1])
            : throw new InvalidRequestException("invalid_name", $"'{key}' is not a name of the form tenant/connector: use {Identifier.Rule} for each.");
    }
}
