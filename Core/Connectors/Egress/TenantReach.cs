namespace Supertrack.Core.Connectors.Egress;

/// <summary>Where one tenant's connectors may go, in the words in which its administrator set it. Empty lists say nothing: what the installation lets everybody do.</summary>
public sealed record TenantReach
{
    public static TenantReach None { get; } = new();

    /// <summary>Networks that are not public and may be reached, e.g. <c>10.1.0.0/16</c>.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The only hosts that may be asked; <c>.example.com</c> stands for every name below it.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Absolute folders that file and SQLite connectors may read.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Database servers that SQL connectors may connect to.</summary>
    public IReadOnlyList<string> DatabaseHosts { get; init; } = [];
}
