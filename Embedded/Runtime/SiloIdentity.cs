namespace Orleans.Runtime;

/// <summary>The name of this process's silo.</summary>
internal sealed class SiloIdentity
{
    public string Name { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";
}
