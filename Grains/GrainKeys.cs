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
