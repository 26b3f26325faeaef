namespace Orleans.Runtime;

/// <summary>Names the state, and the storage provider that keeps it, of a constructor parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute, IFacetMetadata, IPersistentStateConfiguration
{
    /// <param name="stateName">The name under which the state is stored; part of its identity.</param>
    /// <param name="storageName">The storage provider; null stands for the default one.</param>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    public string StateName { get; }
    public string? StorageName { get; }
}

/// <summary>Marks attributes whose parameter the engine provides.</summary>
public interface IFacetMetadata
{
}

/// <summary>Which state, in which storage.</summary>
public interface IPersistentStateConfiguration
{
    string StateName { get; }
    string? StorageName { get; }
}

/// <summary>Makes the states that grains take by constructor.</summary>
public interface IPersistentStateFactory
{
    IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config);
}
