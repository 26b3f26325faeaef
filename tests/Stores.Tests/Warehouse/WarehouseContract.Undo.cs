using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Tests.Warehouse;

/// <summary>What every warehouse promises of rows that are taken back.</summary>
public abstract partial class WarehouseContract
{
    private static TableShape Tried(string journal, WriteMode mode = WriteMode.Upsert) => Shape(mode) with { Journal = journal };

    [Fact]
    public async Task What_was_written_under_a_journal_is_taken_back_and_read_again()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1,"name":"a","score":0.1,"updated_at":"2024-01-02T03:04:05.123Z","extra":{"x":[1]}}""", """{"id":2,"name":"b"}""");
        var before = Texts(await Rows(warehouse));
        await Store(warehouse, Tried("repair 1"), 8, 1, """{"id":2,"name":"wrong","plan":"gold"}""", """{"id":3,"name":"new"}""");
        await Store(warehouse, Tried("repair 1"), 10, 1, """{"id":2,"name":"worse"}""", """{"id":1}""");
        Assert.Equal(new UndoResult(2, 1), await warehouse.UndoAsync(Dataset, "repair 1", 10, None));
        Assert.Equal(before, Texts(await Rows(warehouse)));
        var position = (await warehouse.PositionAsync(Dataset, None))!;
        Assert.Equal(("{\"cursor\":1}", 11L), (position.State, position.Run));
        await Assert.ThrowsAsync<RunSupersededException>(() => Commit(warehouse, Tried("repair 1"), 10, 2, """{"id":4}"""));
        Assert.Equal("{\"cursor\":1}", (await warehouse.BeginAsync(Dataset, Shape(), 12, None)).State);
        await Commit(warehouse, Shape(), 12, 1, """{"id":3,"name":"right"}""");
        Assert.Equal("right", (await Rows(warehouse))[2]["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Taking_back_twice_is_as_once_and_another_journal_is_not_touched()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1,"name":"a"}""");
        await Store(warehouse, Tried("repair 1"), 2, 1, """{"id":1,"name":"b"}""");
        Assert.Null(await warehouse.UndoAsync(Dataset, "repair 2", 2, None));
        var first = await warehouse.UndoAsync(Dataset, "repair 1", 2, None);
        var position = await warehouse.PositionAsync(Dataset, None);
        Assert.Equal(first, await warehouse.UndoAsync(Dataset, "repair 1", 2, None));
        Assert.Equal(position!.Run, (await warehouse.PositionAsync(Dataset, None))!.Run);
        Assert.Equal("a", (await Rows(warehouse))[0]["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_whose_rows_stay_ends_the_journal()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1,"name":"a"}""");
        await Store(warehouse, Tried("repair 1"), 2, 1, """{"id":1,"name":"b"}""");
        await warehouse.BeginAsync(Dataset, Shape(), 3, None);
        Assert.Null(await warehouse.UndoAsync(Dataset, "repair 1", 3, None));
        Assert.Equal("b", (await Rows(warehouse))[0]["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_dataset_that_was_not_there_before_is_empty_again()
    {
        if (Warehouse is not { } warehouse)
            return;
        Assert.Null(await warehouse.UndoAsync(Dataset, "repair 1", 0, None));
        await Store(warehouse, Tried("repair 1"), 1, 1, """{"id":1}""", """{"id":2}""");
        Assert.Equal(new UndoResult(0, 2), await warehouse.UndoAsync(Dataset, "repair 1", 1, None));
        await Store(warehouse, Shape(), 3, 1, """{"id":3}""");
        Assert.Single(await Rows(warehouse));
    }

    [Fact]
    public async Task A_table_that_was_replaced_comes_back_whole()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(WriteMode.Replace), 1, 1, """{"id":1,"name":"a"}""", """{"id":2,"name":"b"}""");
        await Finish(warehouse, Shape(WriteMode.Replace), 1, 1);
        for (var run = 2; run <= 4; run++)
        {
            await Store(warehouse, Tried("repair 1", WriteMode.Replace), run, 1, """{"id":9,"name":"other"}""");
            await Finish(warehouse, Tried("repair 1", WriteMode.Replace), run, 1);
        }
        Assert.Equal(new UndoResult(2, 1), await warehouse.UndoAsync(Dataset, "repair 1", 4, None));
        Assert.Equal(["a", "b"], (await Rows(warehouse)).Select(row => row["name"]!.GetValue<string>()));
        await Store(warehouse, Shape(), 6, 1, """{"id":1,"name":"c"}""");
        Assert.Equal(["c", "b"], (await Rows(warehouse)).Select(row => row["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_stored_records_of_a_pages_keys_are_found_line_by_line()
    {
        if (Warehouse is not { } warehouse)
            return;
        var lines = System.Text.Encoding.UTF8.GetBytes("""{"id":2}""" + "\n" + """{"id":"1"}""" + "\n\n" + """{"name":"no key"}""" + "\nno JSON\n" + """{"id":9}""");
        Assert.Equal(5, (await warehouse.FindAsync(Dataset, lines, None)).Count(one => one is null));
        await Store(warehouse, Shape(), 1, 1, """{"id":1,"name":"a"}""", """{"id":2,"name":"b","other":{"x":1}}""");
        var found = await warehouse.FindAsync(Dataset, lines, None);
        Assert.Equal(["b", "a", null, null, null], found.Select(one => one is null ? null : JsonNode.Parse(one.Line.Span)!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_record_that_is_withheld_goes_to_the_quarantine_and_the_others_of_its_page_are_stored()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1,"name":"a"}""", """{"id":2,"name":"b"}""");
        await warehouse.BeginAsync(Dataset, Shape(), 2, None);
        var request = Request(Dataset, Shape(), 2, 1, ["""{"id":1,"name":"wrong"}""", """{"id":2,"name":"c"}"""]);
        var row = (await warehouse.FindAsync(Dataset, request.Pages[0].Lines, None))[0]!.Row;
        var result = await warehouse.CommitAsync(request with { Pages = [request.Pages[0] with { Withheld = [new WithheldRecord(1, row, [("name", "\"wrong\"")], "why")] }] }, None);
        Assert.Equal(1, result.StoredRecords);
        Assert.Equal(["a", "c"], (await Rows(warehouse)).Select(one => one["name"]!.GetValue<string>()));
        Assert.Equal(("name", "\"wrong\"", "why"), Assert.Single(await QuarantineAsync()));
    }

    /// <summary>Member, value and reason of what is set aside.</summary>
    protected abstract Task<List<(string Member, string Value, string Reason)>> QuarantineAsync();

    /// <summary>Whatever runs do under a journal, in whatever order and mode, and wherever they stop: taken back, everything is as before.</summary>
    [Fact]
    public void Random_writes_taken_back_leave_what_was_there()
    {
        if (Warehouse is not { } warehouse)
            return;
        var seeds = Gen.Choose(0, int.MaxValue - 1).ArrayOf(24).ToArbitrary();
        Prop.ForAll(seeds, drawn => TakeBackAsync(warehouse, [.. drawn.Take(6)], [.. drawn.Skip(6)]).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    private async Task<bool> TakeBackAsync(IWarehouse warehouse, int[] stored, int[] written)
    {
        var dataset = new DatasetId($"t{Guid.NewGuid():N}"[..20], "crm", "contacts");
        await Store(warehouse, Shape(), 1, 1, dataset, [.. stored.Select(Line)]);
        var (before, state) = (Texts(await Rows(warehouse, dataset)), (await warehouse.PositionAsync(dataset, None))!.State);
        var run = 1L;
        foreach (var rows in written.Chunk(3))
        {
            run += 2;
            var shape = Tried("trial", rows[0] % 4 == 0 ? WriteMode.Replace : WriteMode.Upsert);
            await Store(warehouse, shape, run, 1, dataset, [.. rows.Select(Line)]);
            if (rows[1] % 2 == 0)
                await warehouse.CommitAsync(Request(dataset, shape, run, 1, []) with { Pages = [], Position = new StreamPosition { Run = run, Sequence = 1, State = "{}", Finished = true } }, None);
        }
        await warehouse.UndoAsync(dataset, "trial", run, None);
        return before == Texts(await Rows(warehouse, dataset)) && (await warehouse.PositionAsync(dataset, None))!.State == state;
    }

    private static string Line(int seed)
    {
        var id = (seed >> 4) % 12;
        return (seed % 6) switch
        {
            0 => $$"""{"id":{{id}},"name":"n {{seed % 100}}"}""",
            1 => $$"""{"id":{{id}},"score":{{seed % 100}}.25,"tags":[{{seed % 7}},{"a":null}]}""",
            2 => $$"""{"id":{{id}},"plan{{seed % 3}}":"new member"}""",
            3 => $$"""{"id":{{id}},"score":"no number","active":true}""",
            4 => """{"name":"without a key"}""",
            _ => $$"""{"id":{{id}},"updated_at":"2024-01-{{(id % 27) + 1:D2}}T03:04:05Z","name":null}""",
        };
    }

    /// <summary>Members that are null count as absent: a table keeps the columns it gained.</summary>
    private static string Texts(List<JsonObject> rows) => string.Join('\n', rows.Select(row =>
        new JsonObject(row.Where(member => member.Value is not null).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString()));
}
