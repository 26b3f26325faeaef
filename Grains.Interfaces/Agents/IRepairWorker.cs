namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>Searches repairs in isolation; holds nothing between calls and stores nothing. Few run at a time, so that a storm of failures starves nobody.</summary>
[Alias("supertrack.repair-worker")]
public interface IRepairWorker : IGrainWithIntegerKey
{
    /// <summary>Searches and reports to the connector. The caller does not wait; silence is noticed by the connector's deadline.</summary>
    [Alias("search"), OneWay]
    Task SearchAsync(RepairOrder order);
}
