using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Tests.Warehouse.Evolution;

/// <summary>What must hold of changes to tables that a sync has filled, in any warehouse.</summary>
public abstract class EvolutionContract
{
    private static readonly DatasetId Dataset = new("acme", "crm", "people's \"list\"");
    private static readonly TableShape Shape = new()
    {
        Columns = [new TableColumn("id", ColumnType.Integer), new TableColumn("size", ColumnType.Integer)],
        PrimaryKey = [["id"]],
        Mode = WriteMode.Upsert,
        TakesNewMembers = false,
    };

    private static readonly string[] Records =
        ["""{"id":1,"size":12}""", """{"id":2,"size":"large","it's \"new\"":"yes"}""", """{"id":3,"size":7,"it's \"new\"":{"a":[1]}}""", """{"id":4}"""];

    private long _sequence;

    protected abstract (IWarehouse Warehouse, IWarehouseEvolution Evolution)? Stores { get; }

    [Fact]
    public async Task Members_that_waited_for_a_decision_get_their_column_and_their_values()
    {
        if (Stores is not var (warehouse, evolution)) return;
        Assert.Equal(["it's \"new\""], (await FillAsync(warehouse)).RefusedMembers);
        await evolution.EvolveAsync(new TableEvolution(Dataset, 1, [new TableColumn("it's \"new\"", ColumnType.Json)], []), default);
        await evolution.EvolveAsync(new TableEvolution(Dataset, 1, [new TableColumn("it's \"new\"", ColumnType.Json)], []), default);
        Assert.Contains((await warehouse.ListAsync("acme", default))[0].Columns, c => c.Property == "it's \"new\"");
        await SameAsync(Records, warehouse);
        Assert.Empty((await CommitAsync(warehouse, Records[1])).RefusedMembers);
    }

    [Fact]
    public async Task A_column_gets_another_type_and_readers_find_every_record_as_it_came()
    {
        if (Stores is not var (warehouse, evolution)) return;
        await FillAsync(warehouse);
        var change = new TableEvolution(Dataset, 1, [], [new TableColumn("size", ColumnType.Text)]);
        var result = await evolution.EvolveAsync(change, default);
        Assert.NotNull(result.OldView);
        Assert.Equal(result.Ticket, (await evolution.EvolveAsync(change, default)).Ticket);
        await SameAsync(["""{"id":1,"size":"12"}""", Records[1], """{"id":3,"size":"7","it's \"new\"":{"a":[1]}}""", Records[3]], warehouse);
        Assert.Equal(0, (await CommitAsync(warehouse, """{"id":5,"size":"huge"}""")).Misfits);
        await evolution.ContractAsync(Dataset, result.Ticket!, default);
        await evolution.ContractAsync(Dataset, result.Ticket!, default);
        await CommitAsync(warehouse, """{"id":6,"size":"tiny"}""");
        Assert.Equal(6, (await ReadAsync(warehouse)).Count);
        Assert.Equal("size", (await warehouse.ListAsync("acme", default))[0].Columns.Single(c => c.Property == "size").Name);
    }

    [Fact]
    public async Task What_fits_no_column_is_in_quarantine_once()
    {
        if (Stores is not var (warehouse, evolution)) return;
        await FillAsync(warehouse);
        Assert.Equal(1, await evolution.QuarantineAsync(Dataset, default));
        Assert.Equal(1, await evolution.QuarantineAsync(Dataset, default));
    }

    [Fact]
    public async Task A_dataset_without_a_table_has_nothing_to_change()
    {
        if (Stores is not var (warehouse, evolution)) return;
        await warehouse.BeginAsync(Dataset, Shape, 1, default);
        var none = await evolution.EvolveAsync(new TableEvolution(Dataset with { Stream = "other" }, 1, [new TableColumn("a", ColumnType.Text)], []), default);
        Assert.Null(none.Ticket);
        Assert.Equal(0, await evolution.QuarantineAsync(Dataset with { Stream = "other" }, default));
    }

    private async Task<CommitResult> FillAsync(IWarehouse warehouse)
    {
        await warehouse.BeginAsync(Dataset, Shape, 1, default);
        return await CommitAsync(warehouse, Records);
    }

    private Task<CommitResult> CommitAsync(IWarehouse warehouse, params string[] records)
    {
        var page = new PageBatch(++_sequence, Encoding.UTF8.GetBytes(string.Concat(records.Select(r => r + "\n"))), records.Length);
        return warehouse.CommitAsync(new CommitRequest { Dataset = Dataset, Shape = Shape, Pages = [page], Position = new StreamPosition { Run = 1, Sequence = _sequence }, SyncedAt = DateTimeOffset.UnixEpoch }, default);
    }

    private static async Task SameAsync(IReadOnlyList<string> expected, IWarehouse warehouse)
    {
        var found = await ReadAsync(warehouse);
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), p => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(p.First), p.Second), $"{p.Second} is not {p.First}"));
    }

    private static async Task<IReadOnlyList<JsonNode>> ReadAsync(IWarehouse warehouse)
    {
        var slice = (await warehouse.ReadAsync(Dataset, 0, 100, default))!;
        return [.. Encoding.UTF8.GetString(slice.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).OrderBy(r => (long)r["id"]!).Select(Filled)];
    }

    /// <summary>A member that is null comes back like one that was not there.</summary>
    private static JsonNode Filled(JsonNode record) => new JsonObject(record.AsObject().Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value!.DeepClone())));
}
