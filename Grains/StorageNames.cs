namespace Supertrack.Grains;

/// <summary>Names of storage providers and states: they are part of the identity of what is stored and never change.</summary>
public static class StorageNames
{
    public const string Provider = "grains";
    public const string Tenant = "tenant";
    public const string Schema = "schema";
    public const string Notice = "notice";
    public const string Connector = "connector";
    public const string Incidents = "incidents";
    public const string Notifications = "notifications";
    public const string ConnectorSource = "connector-source";
    public const string RepairMemory = "repair-memory";
}
