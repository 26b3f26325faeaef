namespace Supertrack.Core.Storage;

public static class WarehouseReading
{
    /// <summary>At most <paramref name="limit"/> records after the row <paramref name="after"/> (0 from the start) in the order of storing; null when there is no such dataset.</summary>
    public static Task<RecordSlice?> ReadAsync(this IWarehouse warehouse, DatasetId dataset, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(warehouse);
        return warehouse.QueryAsync(dataset, new RecordQuery { After = new RecordPlace(after, null), Limit = limit }, cancellationToken);
    }
}
