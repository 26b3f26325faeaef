using System.Text.Json.Nodes;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Schemas;

namespace Supertrack.Grains.Schemas;

/// <summary>Works beside the grain's scheduler: changing tables blocks.</summary>
[StatelessWorker(4)]
public sealed class SchemaWorker(IWarehouseEvolution warehouse) : Grain, ISchemaWorker
{
    public async Task<EvolutionReport> EvolveAsync(EvolutionOrder order)
    {
        var before = SchemaShape.Columns(JsonNode.Parse(order.From)).ToDictionary(c => c.Property);
        var after = SchemaShape.Columns(JsonNode.Parse(order.To));
        var added = after.Where(c => !before.ContainsKey(c.Property)).ToList();
        var retyped = after.Where(c => before.TryGetValue(c.Property, out var old) && old.Type != c.Type).ToList();
        var result = await Task.Run(() => warehouse.EvolveAsync(new TableEvolution(DatasetOf(order), order.FromVersion, added, retyped), CancellationToken.None));
        return new EvolutionReport(result.Ticket, result.OldView, result.Quarantined, [.. result.Left]);
    }

    public Task ContractAsync(EvolutionOrder order, string ticket) => Task.Run(() => warehouse.ContractAsync(DatasetOf(order), ticket, CancellationToken.None));

    public Task<long> QuarantineAsync(EvolutionOrder order) => Task.Run(() => warehouse.QuarantineAsync(DatasetOf(order), CancellationToken.None));

    private static DatasetId DatasetOf(EvolutionOrder order) => new(order.Tenant, order.Connector, order.Stream);
}
