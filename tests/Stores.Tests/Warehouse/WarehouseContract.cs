using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Tests.Warehouse;

/// <summary>What every warehouse promises, stated once and run against each of them.</summary>
public abstract partial class WarehouseContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Null where the database cannot be had here; the test then says so and passes.</summary>
    protected abstract IWarehouse? Warehouse { get; }

    protected DatasetId Dataset { get; } = new($"t{Guid.NewGuid():N}"[..20], "crm", "contacts");

    protected static TableShape Shape(WriteMode mode = WriteMode.Upsert) => new()
    {
        Columns =
        [
            new("id", ColumnType.Integer), new("name", ColumnType.Text), new("score", ColumnType.Number), new("active", ColumnType.Boolean),
            new("updated_at", ColumnType.Timestamp), new("tags", ColumnType.Json),
        ],
        PrimaryKey = [["id"]],
        Mode = mode,
    };

    [Fact]
    public async Task A_committed_page_can_be_read_back_as_it_came()
    {
        if (Warehouse is not { } warehouse)
            return;
        const string Record = """{"id":7,"name":"A \"quoted\" \\ ünïcode \u00e9 name","score":1.5,"active":true,"updated_at":"2024-01-02T03:04:05Z","tags":["a",{"b":null}]}""";
        await Store(warehouse, Shape(), 1, 1, Record);
        Same([Record], await Rows(warehouse));
    }

    [Fact]
    public async Task A_repeated_batch_is_acknowledged_and_stores_nothing()
    {
        if (Warehouse is not { } warehouse)
            return;
        var shape = Shape(WriteMode.Append);
        await Store(warehouse, shape, 1, 1, """{"id":1}""");
        var again = await Commit(warehouse, shape, 1, 1, """{"id":1}""");
        Assert.Equal((0, 1, 1L), (again.StoredPages, again.RepeatedPages, again.Position.Records));
        Assert.Single(await Rows(warehouse));
    }

    [Fact]
    public async Task A_late_repeat_does_not_move_the_position_back()
    {
        if (Warehouse is not { } warehouse)
            return;
        var shape = Shape(WriteMode.Append);
        await Store(warehouse, shape, 1, 1, """{"id":1}""");
        await Commit(warehouse, shape, 1, 2, """{"id":2}""");
        await Commit(warehouse, shape, 1, 1, """{"id":1}""");
        var position = await warehouse.PositionAsync(Dataset, None);
        Assert.Equal((2L, "after 2"), (position!.Sequence, Encoding.UTF8.GetString(position.Checkpoint.Span)));
    }

    [Fact]
    public async Task A_page_after_a_hole_is_refused_and_stores_nothing()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1}""");
        var error = await Assert.ThrowsAsync<PositionConflictException>(() => Commit(warehouse, Shape(), 1, 3, """{"id":3}"""));
        Assert.Equal((3L, 2L), (error.Offered, error.Expected));
        Assert.Single(await Rows(warehouse));
    }

    [Fact]
    public async Task A_worker_of_an_earlier_run_can_no_longer_write()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 5, 1, """{"id":1}""");
        await warehouse.BeginAsync(Dataset, Shape(), 6, None);
        await Assert.ThrowsAsync<RunSupersededException>(() => Commit(warehouse, Shape(), 5, 2, """{"id":2}"""));
        await Assert.ThrowsAsync<RunSupersededException>(() => warehouse.BeginAsync(Dataset, Shape(), 5, None));
    }

    [Fact]
    public async Task A_new_run_starts_without_checkpoint_and_keeps_the_cursor()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1}""");
        var same = await warehouse.BeginAsync(Dataset, Shape(), 1, None);
        Assert.Equal((1L, "{\"cursor\":1}"), (same.Sequence, same.State));
        var next = await warehouse.BeginAsync(Dataset, Shape(), 2, None);
        Assert.Equal((0L, "{\"cursor\":1}", true), (next.Sequence, next.State, next.Checkpoint.IsEmpty));
    }

    [Fact]
    public async Task The_same_key_is_one_row_with_the_latest_values()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1,"name":"old"}""", """{"id":2,"name":"b"}""", """{"id":1,"name":"new"}""");
        await Commit(warehouse, Shape(), 1, 2, """{"id":2,"name":"c"}""");
        var names = (await Rows(warehouse)).Select(row => row["name"]!.GetValue<string>()).Order();
        Assert.Equal(["c", "new"], names);
    }

    [Fact]
    public async Task Records_without_a_key_are_kept_and_never_merged()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"name":"a"}""", """{"id":null,"name":"a"}""");
        Assert.Equal(2, (await Rows(warehouse)).Count);
    }

    [Fact]
    public async Task A_key_of_several_nested_parts_is_recognised()
    {
        if (Warehouse is not { } warehouse)
            return;
        var shape = new TableShape { Columns = [new("a", ColumnType.Json), new("b", ColumnType.Text)], PrimaryKey = [["a", "id"], ["b"]], Mode = WriteMode.Upsert };
        await Store(warehouse, shape, 1, 1, """{"a":{"id":1},"b":"x","n":1}""", """{"a":{"id":1},"b":"x","n":2}""", """{"a":{"id":2},"b":"x","n":3}""");
        Assert.Equal([2, 3], (await Rows(warehouse)).Select(row => row["n"]!.GetValue<int>()).Order());
    }

    [Fact]
    public async Task Members_unknown_to_the_schema_become_columns()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1}""");
        var result = await Commit(warehouse, Shape(), 1, 2, """{"id":2,"plan":"gold","seats":3}""", """{"id":3,"seats":2.5}""");
        Assert.Equal(["plan", "seats"], result.NewColumns);
        Same(["""{"id":1}""", """{"id":2,"plan":"gold","seats":3}""", """{"id":3,"seats":2.5}"""], await Rows(warehouse));
    }

    [Fact]
    public async Task A_grown_schema_adds_columns_to_a_table_that_has_rows()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1}""");
        var grown = Shape() with { Columns = [.. Shape().Columns, new TableColumn("city", ColumnType.Text)] };
        await Store(warehouse, grown, 2, 1, """{"id":2,"city":"Graz"}""");
        Same(["""{"id":1}""", """{"id":2,"city":"Graz"}"""], await Rows(warehouse));
    }

    [Theory]
    [InlineData("""{"id":1,"score":"high","active":"maybe","name":5,"updated_at":"soon"}""", true)]
    [InlineData("""{"id":1.5,"name":"\u0000"}""", false)]
    [InlineData("""{"id":123456789012345678901234567890}""", false)]
    [InlineData("""{"id":1,"name":"\ud800"}""", false)]
    [InlineData("""{"id":1,"score":1e999}""", false)]
    public async Task Values_that_fit_no_column_are_kept(string record, bool readable)
    {
        if (Warehouse is not { } warehouse)
            return;
        var result = await Store(warehouse, Shape(), 1, 1, record);
        var slice = await warehouse.ReadAsync(Dataset, 0, 10, None);
        Assert.Equal(1, slice!.Count);
        if (readable)
            Same([record], await Rows(warehouse));
        else
            Assert.NotEqual(0, result.Misfits);
    }

    [Fact]
    public async Task Hostile_names_stay_names()
    {
        if (Warehouse is not { } warehouse)
            return;
        var dataset = Dataset with { Stream = "x\"; DROP TABLE _supertrack_dataset; --" };
        var shape = new TableShape { Columns = [new("a\"b", ColumnType.Text), new("a'b", ColumnType.Text), new("_key", ColumnType.Text), new("select", ColumnType.Text)] };
        const string Record = """{"a\"b":"1","a'b":"2","_key":"3","select":"4","\u0000":"5","":"6"}""";
        await Store(warehouse, shape, 1, 1, dataset, Record);
        Same([Record], await Rows(warehouse, dataset));
        Assert.Single(await warehouse.ListAsync(dataset.Tenant, None));
    }

    [Fact]
    public async Task A_malformed_line_refuses_the_whole_commit_and_names_itself()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1}""");
        var error = await Assert.ThrowsAsync<MalformedRecordException>(() => Commit(warehouse, Shape(), 1, 2, """{"id":2}""", """{"id":"""));
        Assert.Equal((2L, 2), (error.Page, error.Line));
        await Assert.ThrowsAsync<MalformedRecordException>(() => Commit(warehouse, Shape(), 1, 2, "[1]"));
        Assert.Single(await Rows(warehouse));
        Assert.Equal(1, (await Commit(warehouse, Shape(), 1, 2, """{"id":2}""")).StoredPages);
    }

    [Fact]
    public async Task A_replacing_run_shows_its_rows_only_when_it_has_finished()
    {
        if (Warehouse is not { } warehouse)
            return;
        var shape = Shape(WriteMode.Replace);
        await Store(warehouse, shape, 1, 1, """{"id":1}""", """{"id":2}""");
        await Finish(warehouse, shape, 1, 1);
        await Store(warehouse, shape, 2, 1, """{"id":3}""");
        Assert.Equal(2, (await Rows(warehouse)).Count);
        await Finish(warehouse, shape, 2, 1);
        await Finish(warehouse, shape, 2, 1);
        Same(["""{"id":3}"""], await Rows(warehouse));
    }

    [Fact]
    public async Task A_reset_forgets_the_cursor_and_the_rows_when_asked()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1}""");
        await warehouse.ResetAsync(Dataset, dropRows: false, lastRun: 1, None);
        await Assert.ThrowsAsync<RunSupersededException>(() => Commit(warehouse, Shape(), 1, 2, """{"id":2}"""));
        Assert.Null((await warehouse.BeginAsync(Dataset, Shape(), 3, None)).State);
        Assert.Single(await Rows(warehouse));
        await warehouse.ResetAsync(Dataset, dropRows: true, lastRun: 3, None);
        Assert.Empty(await Rows(warehouse));
        await Store(warehouse, Shape(), 5, 1, """{"id":2}""");
        Assert.Single(await Rows(warehouse));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_keeps_out_a_run_that_has_been_started_but_has_not_arrived_yet(bool hasRunBefore)
    {
        if (Warehouse is not { } warehouse)
            return;
        if (hasRunBefore)
            await Store(warehouse, Shape(), 1, 1, """{"id":1}""");
        await warehouse.ResetAsync(Dataset, dropRows: true, lastRun: 7, None);
        await warehouse.ResetAsync(Dataset, dropRows: true, lastRun: 7, None);
        Assert.Empty(await Rows(warehouse));
        await Assert.ThrowsAsync<RunSupersededException>(() => warehouse.BeginAsync(Dataset, Shape(), 7, None));
        await Assert.ThrowsAsync<RunSupersededException>(() => Commit(warehouse, Shape(), 7, 1, """{"id":2}"""));
        await Store(warehouse, Shape(), 9, 1, """{"id":3}""");
        Same(["""{"id":3}"""], await Rows(warehouse));
    }

    [Fact]
    public async Task A_reset_of_what_never_ran_leaves_no_trace()
    {
        if (Warehouse is not { } warehouse)
            return;
        await warehouse.ResetAsync(Dataset, dropRows: true, lastRun: 0, None);
        Assert.Empty(await warehouse.ListAsync(Dataset.Tenant, None));
        Assert.Null(await warehouse.PositionAsync(Dataset, None));
    }

    [Fact]
    public async Task Records_are_read_in_slices_that_neither_overlap_nor_skip()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, [.. Enumerable.Range(1, 25).Select(id => $$"""{"id":{{id}}}""")]);
        var seen = new List<int>();
        RecordSlice? slice = null;
        do
        {
            slice = await warehouse.ReadAsync(Dataset, slice?.Last ?? 0, 10, None);
            seen.AddRange(Parse(slice!.Lines).Select(row => row["id"]!.GetValue<int>()));
        }
        while (slice.More);
        Assert.Equal(Enumerable.Range(1, 25), seen);
        Assert.Null(await warehouse.ReadAsync(Dataset with { Stream = "other" }, 0, 10, None));
    }

    [Theory]
    [InlineData("score", false)]
    [InlineData("score", true)]
    [InlineData("name", false)]
    [InlineData("name", true)]
    [InlineData("active", true)]
    [InlineData("updated_at", false)]
    [InlineData("updated_at", true)]
    [InlineData("id", true)]
    public async Task Sorted_records_come_in_slices_that_neither_overlap_nor_skip_with_those_without_value_last(string member, bool descending)
    {
        if (Warehouse is not { } warehouse)
            return;
        var random = new Random(7);
        await Store(warehouse, Shape(), 1, 1, [.. Enumerable.Range(1, 60).Select(id => id % 7 == 0
            ? $$"""{"id":{{id}}}"""
            : $$"""{"id":{{id}},"name":"{{"aÄ\u00e9zZ'"[random.Next(6)]}}{{random.Next(3)}}","score":{{random.Next(5)}}.{{random.Next(1, 9)}}3,"active":{{(id % 2 == 0 ? "true" : "false")}},"updated_at":"2024-01-0{{random.Next(1, 9)}}T0{{random.Next(9)}}:00:00.{{random.Next(10, 99)}}+02:00"}""")]);
        var all = Parse((await warehouse.QueryAsync(Dataset, new RecordQuery { SortBy = member, Descending = descending, Limit = 100 }, None))!.Lines);
        var paged = new List<JsonObject>();
        RecordSlice? slice = null;
        do
        {
            var after = slice is null ? null : new RecordPlace(slice.Last, slice.LastKey);
            slice = await warehouse.QueryAsync(Dataset, new RecordQuery { SortBy = member, Descending = descending, After = after, Limit = 7 }, None);
            paged.AddRange(Parse(slice!.Lines));
        }
        while (slice.More && paged.Count < 100);
        Assert.Equal(60, all.Count);
        Assert.Equal(all.Select(row => row.ToJsonString()), paged.Select(row => row.ToJsonString()));
        var keys = all.Select(row => row[member]?.ToJsonString()).ToList();
        Assert.DoesNotContain(keys.SkipWhile(key => key is not null), key => key is not null);
        if (member == "score")
        {
            var scores = all.Where(row => row[member] is not null).Select(row => row[member]!.GetValue<double>()).ToList();
            Assert.Equal(descending ? scores.OrderDescending() : scores.Order(), scores);
        }
    }

    [Theory]
    [InlineData("id", RecordOperator.Eq, "2", new[] { 2 })]
    [InlineData("id", RecordOperator.Ne, "2", new[] { 1, 3, 4 })]
    [InlineData("score", RecordOperator.Gt, "1.5", new[] { 3 })]
    [InlineData("score", RecordOperator.Gte, "1.5", new[] { 1, 3 })]
    [InlineData("score", RecordOperator.Lt, "1.5", new[] { 2 })]
    [InlineData("name", RecordOperator.In, "Ada|O'Hara \"x\"", new[] { 1, 2 })]
    [InlineData("name", RecordOperator.Eq, "x' OR '1'='1", new int[0])]
    [InlineData("name", RecordOperator.Eq, "'; DROP TABLE crm_contacts; --", new int[0])]
    [InlineData("name", RecordOperator.Lte, "Ada", new[] { 1 })]
    [InlineData("active", RecordOperator.Eq, "true", new[] { 1 })]
    [InlineData("active", RecordOperator.Null, "true", new[] { 3, 4 })]
    [InlineData("tags", RecordOperator.Null, "false", new[] { 3 })]
    [InlineData("updated_at", RecordOperator.Eq, "2024-01-02T04:04:05+01:00", new[] { 1 })]
    [InlineData("updated_at", RecordOperator.Gt, "2024-01-02T03:04:05Z", new[] { 2 })]
    [InlineData("updated_at", RecordOperator.Gte, "2024-01-02", new[] { 1, 2 })]
    public async Task Filters_compare_values_as_what_they_are(string member, RecordOperator comparison, string value, int[] expected)
    {
        if (Warehouse is not { } warehouse)
            return;
        await StoreFour(warehouse);
        var filter = new RecordFilter(member, comparison, value.Split('|'));
        var slice = await warehouse.QueryAsync(Dataset, new RecordQuery { Filters = [filter], Limit = 10 }, None);
        Assert.Equal(expected, Parse(slice!.Lines).Select(row => row["id"]!.GetValue<int>()));
        Assert.Equal(4, (await Rows(warehouse)).Count);
    }

    [Fact]
    public async Task Only_the_members_asked_for_are_shown_kept_ones_too_and_all_filters_must_hold()
    {
        if (Warehouse is not { } warehouse)
            return;
        await Store(warehouse, Shape(), 1, 1, """{"id":1,"name":"Ada","score":"misfit","active":true}""", """{"id":2,"name":"Ada","score":1}""");
        var query = new RecordQuery { Fields = ["score", "name", "name"], Limit = 10 };
        Assert.Equal(["{\"name\":\"Ada\",\"score\":\"misfit\"}", "{\"name\":\"Ada\",\"score\":1}"], Shown(await warehouse.QueryAsync(Dataset, query, None)));
        var both = query with { Fields = ["id"], Filters = [new("name", RecordOperator.Eq, ["Ada"]), new("id", RecordOperator.Gt, ["1"])] };
        Assert.Equal(["{\"id\":2}"], Shown(await warehouse.QueryAsync(Dataset, both, None)));

        static IEnumerable<string> Shown(RecordSlice? slice) =>
            Parse(slice!.Lines).Select(row => new JsonObject(row.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString());
    }

    [Theory]
    [InlineData("nobody", RecordOperator.Eq, "1")]
    [InlineData("_row", RecordOperator.Gt, "0")]
    [InlineData("id\" = 1 OR 1=1 --", RecordOperator.Eq, "1")]
    [InlineData("id", RecordOperator.Eq, "1 OR 1=1")]
    [InlineData("id", RecordOperator.Eq, "99999999999999999999")]
    [InlineData("score", RecordOperator.Eq, "NaN")]
    [InlineData("active", RecordOperator.Eq, "1")]
    [InlineData("active", RecordOperator.Null, "maybe")]
    [InlineData("updated_at", RecordOperator.Gt, "now")]
    [InlineData("name", RecordOperator.Eq, "a\0b")]
    [InlineData("tags", RecordOperator.Eq, "[]")]
    [InlineData("id", RecordOperator.Eq, "1|2")]
    public async Task A_filter_that_does_not_fit_is_refused_with_what_does(string member, RecordOperator comparison, string value)
    {
        if (Warehouse is not { } warehouse)
            return;
        await StoreFour(warehouse);
        var query = new RecordQuery { Filters = [new RecordFilter(member, comparison, value.Split('|'))], Limit = 10 };
        var error = await Assert.ThrowsAsync<RecordQueryException>(() => warehouse.QueryAsync(Dataset, query, None));
        Assert.Contains(member, error.Message, StringComparison.Ordinal);
        var forged = new RecordQuery { SortBy = "id", After = new RecordPlace(1, "1; DROP TABLE crm_contacts"), Limit = 10 };
        await Assert.ThrowsAsync<RecordQueryException>(() => warehouse.QueryAsync(Dataset, forged, None));
    }

    private Task<CommitResult> StoreFour(IWarehouse warehouse) => Store(
        warehouse, Shape(), 1, 1,
        """{"id":1,"name":"Ada","score":1.5,"active":true,"updated_at":"2024-01-02T03:04:05Z"}""",
        """{"id":2,"name":"O'Hara \"x\"","score":-2,"active":false,"updated_at":"2024-06-01T00:00:00+02:00"}""",
        """{"id":3,"name":"Zoë","score":2,"tags":["a"]}""",
        """{"id":4}""");

    [Fact]
    public async Task Two_workers_that_store_the_same_pages_at_once_store_them_once()
    {
        if (Warehouse is not { } warehouse)
            return;
        var shape = Shape(WriteMode.Append);
        await warehouse.BeginAsync(Dataset, shape, 1, None);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var page = 1; page <= 40; page++)
                await Commit(warehouse, shape, 1, page, $$"""{"id":{{page}}}""");
        })));
        Assert.Equal(40, (await Rows(warehouse)).Count);
    }

    protected Task<CommitResult> Store(IWarehouse warehouse, TableShape shape, long run, long page, params string[] records) =>
        Store(warehouse, shape, run, page, Dataset, records);

    private static async Task<CommitResult> Store(IWarehouse warehouse, TableShape shape, long run, long page, DatasetId dataset, params string[] records)
    {
        await warehouse.BeginAsync(dataset, shape, run, None);
        return await warehouse.CommitAsync(Request(dataset, shape, run, page, records), None);
    }

    protected Task<CommitResult> Commit(IWarehouse warehouse, TableShape shape, long run, long page, params string[] records) =>
        warehouse.CommitAsync(Request(Dataset, shape, run, page, records), None);

    private Task<CommitResult> Finish(IWarehouse warehouse, TableShape shape, long run, long page) => warehouse.CommitAsync(
        new CommitRequest
        {
            Dataset = Dataset,
            Shape = shape,
            Pages = [],
            SyncedAt = DateTimeOffset.UnixEpoch,
            Position = new StreamPosition { Run = run, Sequence = page, Finished = true },
        },
        None);

    private static CommitRequest Request(DatasetId dataset, TableShape shape, long run, long page, string[] records) => new()
    {
        Dataset = dataset,
        Shape = shape,
        Pages = [new PageBatch(page, Encoding.UTF8.GetBytes(string.Join('\n', records)), records.Length)],
        Position = new StreamPosition { Run = run, Sequence = page, Checkpoint = Encoding.UTF8.GetBytes($"after {page}"), State = $$"""{"cursor":{{page}}}""" },
        SyncedAt = DateTimeOffset.UnixEpoch,
    };

    protected async Task<List<JsonObject>> Rows(IWarehouse warehouse, DatasetId? dataset = null) =>
        Parse((await warehouse.ReadAsync(dataset ?? Dataset, 0, 1000, None))!.Lines);

    private static List<JsonObject> Parse(ReadOnlyMemory<byte> lines) =>
        [.. Encoding.UTF8.GetString(lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>Rows show every column, so members that are null count as absent.</summary>
    private static void Same(string[] expected, List<JsonObject> rows)
    {
        Assert.Equal(expected.Length, rows.Count);
        foreach (var (want, row) in expected.Zip(rows))
        {
            foreach (var name in row.Where(member => member.Value is null).Select(member => member.Key).ToList())
                row.Remove(name);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(want), row), $"expected {want}, found {row.ToJsonString()}");
        }
    }
}
