using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Supertrack.Silo.Tests.Repairs;

/// <summary>Connectors that repair themselves, seen through the gateway; the silo is a process that is killed where a test says so.</summary>
public sealed class RepairTests
{
    [Fact]
    public async Task A_connector_whose_API_changed_repairs_itself_and_its_readers_see_no_difference()
    {
        await using var process = await RepairProcess.SyncedAsync();
        await process.BreakAsync();
        var repair = (await process.UntilRepairAsync("promoted")).GetProperty("repair");
        Assert.Equal((1, 2), (repair.GetProperty("fromVersion").GetInt32(), repair.GetProperty("candidate").GetInt32()));
        Assert.Equal("endpoint_removed", repair.GetProperty("class").GetString());
        Assert.Equal("tickets.note", Assert.Single(repair.GetProperty("columnsLost").EnumerateArray()).GetString());
        Assert.DoesNotContain(BreakingApi.Secret, repair.GetRawText(), StringComparison.Ordinal);
        CheckRows(await process.RowsAsync());
        var manifest = await process.GetAsync(RepairProcess.Connector + "/manifest");
        Assert.Equal("repair 1", manifest.GetProperty("origin").GetString());
        Assert.Contains("/v2/tickets", manifest.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("/v1/tickets", (await process.GetAsync(RepairProcess.Connector + "/manifest?version=1")).GetProperty("text").GetString(), StringComparison.Ordinal);
        var version = manifest.GetProperty("frozen").GetString();
        Assert.Equal("2.0.0", version);
        var frozen = await process.GetAsync($"api/v1/tenants/demo/artifacts/connector/desk/versions/{version}");
        Assert.Equal(1, frozen.GetProperty("cases").GetArrayLength());
        Assert.Equal(("rule", "repair 1"), (frozen.GetProperty("provenance").GetProperty("proposer").GetProperty("kind").GetString(), frozen.GetProperty("provenance").GetProperty("proposer").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task What_repaired_one_connector_is_tried_first_for_another_of_the_same_host()
    {
        await using var process = await RepairProcess.SyncedAsync();
        await process.AddAsync("front");
        await process.BreakAsync();
        var first = (await process.UntilRepairAsync("promoted")).GetProperty("repair");
        await process.PostAsync("api/v1/tenants/demo/connectors/front/runs", new { });
        var second = (await process.UntilRepairAsync("promoted", "front")).GetProperty("repair");
        Assert.Contains(second.GetProperty("trail").EnumerateArray(), line => line.GetString()!.Contains("tried first what worked for tickets of desk", StringComparison.Ordinal));
        Assert.True(second.GetProperty("requests").GetInt32() < first.GetProperty("requests").GetInt32(), $"{second.GetProperty("requests")} requests after {first.GetProperty("requests")}");
    }

    [Fact]
    public async Task A_field_renamed_without_a_word_is_noticed_before_a_value_is_overwritten()
    {
        await using var process = await RepairProcess.SyncedAsync(("ASKFIRST", "true"));
        await process.BreakAsync(2);
        var repair = (await process.UntilRepairAsync("awaiting_approval")).GetProperty("repair");
        Assert.Contains("title is missing", repair.GetProperty("timeline")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
        CheckRows(await process.RowsAsync());
        await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "approve" });
        await process.UntilRepairAsync("promoted");
        CheckRows(await process.RowsAsync());
    }

    [Fact]
    public async Task A_candidate_waits_for_a_person_where_the_settings_say_so_and_a_rejected_one_never_reads()
    {
        await using var process = await RepairProcess.SyncedAsync(("ASKFIRST", "true"));
        await process.BreakAsync();
        var waiting = await process.UntilRepairAsync("awaiting_approval");
        Assert.Equal(("escalated", 1), (waiting.GetProperty("phase").GetString(), waiting.GetProperty("manifestVersion").GetInt32()));
        using var silent = await process.Client.PostAsJsonAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "reject" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "reject", reason = "we move away from this vendor" });
        using var late = await process.Client.PostAsJsonAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "approve" });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "handback" });
        await process.UntilRepairAsync("awaiting_approval");
        await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "approve" });
        await process.UntilRepairAsync("promoted");
        CheckRows(await process.RowsAsync());
    }

    [Fact]
    public async Task A_promoted_version_that_a_person_takes_back_leaves_every_row_as_it_was()
    {
        await using var process = await RepairProcess.SyncedAsync();
        var before = await process.TextsAsync();
        await process.BreakAsync(BreakingApi.Grown);
        await process.UntilRepairAsync("promoted");
        await process.UntilAsync(view => view.GetProperty("status").GetString() == "idle");
        Assert.NotEqual(before, await process.TextsAsync());
        process.Lab.SwitchTo(0);
        await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "rollback", reason = "the vendor took it back" });
        var repair = (await process.UntilRepairAsync("rolled_back")).GetProperty("repair");
        Assert.Equal(before, await process.TextsAsync());
        Assert.Contains("180 rows of tickets have their former values again, 1 that were added are taken out", repair.GetProperty("timeline").EnumerateArray().Last().GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await process.GetAsync(RepairProcess.Connector)).GetProperty("manifestVersion").GetInt32());
        await process.PostAsync(RepairProcess.Connector + "/runs", new { });
        await process.UntilAsync(view => view.GetProperty("phase").GetString() == "active");
        CheckRows(await process.RowsAsync());
    }

    [Fact]
    public async Task A_repair_that_is_proven_in_a_locked_environment_is_escalated_and_the_version_before_it_stays()
    {
        await using var process = await RepairProcess.SyncedAsync();
        await process.PostAsync("api/v1/tenants/demo/artifacts/connector/desk/deployments/prod/lock", new { reason = "closing the books" });
        await process.BreakAsync();
        var view = await process.UntilRepairAsync("escalated");
        Assert.Equal(1, view.GetProperty("manifestVersion").GetInt32());
        Assert.Contains("closing the books", view.GetProperty("repair").GetRawText(), StringComparison.Ordinal);
        CheckRows(await process.RowsAsync());
    }

    [Fact]
    public async Task A_promoted_version_under_which_the_records_lose_their_shape_is_taken_back_by_itself_with_its_rows()
    {
        await using var process = await RepairProcess.SyncedAsync();
        await process.BreakAsync();
        var first = (await process.UntilRepairAsync("promoted")).GetProperty("repair");
        Assert.True(first.GetProperty("seconds").GetDouble() > 0);
        await process.UntilAsync(view => view.GetProperty("status").GetString() == "idle");
        await process.BreakAsync(BreakingApi.Again);
        var view = await process.UntilAsync(view => view.GetProperty("repair") is var repair
            && repair.GetProperty("timeline").EnumerateArray().Any(one => one.GetProperty("what").GetString() == "rolled-back") && repair.GetProperty("stage").GetString() == "promoted");
        var story = view.GetProperty("repair").GetProperty("timeline").EnumerateArray().Select(one => one.GetProperty("what").GetString()).ToList();
        Assert.Equal(["promoted", "rolling-back", "rolled-back", "searching", "found", "canary", "promoted"], story.SkipWhile(what => what != "promoted"));
        await process.UntilAsync(view => view.GetProperty("status").GetString() == "idle");
        CheckRows(await process.RowsAsync());
    }

    [Fact]
    public async Task Values_that_contradict_the_stored_rows_right_after_a_repair_are_set_aside_and_counted()
    {
        await using var process = await RepairProcess.SyncedAsync();
        await process.BreakAsync(BreakingApi.Contradicting);
        var repair = (await process.UntilRepairAsync("promoted")).GetProperty("repair");
        Assert.Equal(1, repair.GetProperty("quarantined").GetInt64());
        CheckRows(await process.RowsAsync());
    }

    [Theory]
    [InlineData("searching", 0)]
    [InlineData("searching", 60)]
    [InlineData("canary", 0)]
    [InlineData("promoted", 0)]
    public async Task A_silo_killed_at_any_stage_of_a_repair_goes_on_with_it(string stage, int millisecondsLater)
    {
        await using var process = await RepairProcess.SyncedAsync();
        await process.BreakAsync();
        await process.UntilAsync(view => view.TryGetProperty("repair", out var repair) && repair.ValueKind == JsonValueKind.Object
            && (repair.GetProperty("stage").GetString() == stage || repair.GetProperty("stage").GetString() == "promoted"));
        await Task.Delay(millisecondsLater);
        process.Kill();
        await process.StartAsync();
        await process.UntilRepairAsync("promoted");
        await process.UntilAsync(view => view.GetProperty("status").GetString() == "idle");
        CheckRows(await process.RowsAsync());
    }

    [Theory]
    [InlineData("rolling_back")]
    [InlineData("rolled_back")]
    public async Task A_silo_killed_while_rows_are_taken_back_goes_on_with_it(string stage)
    {
        await using var process = await RepairProcess.SyncedAsync();
        var before = await process.TextsAsync();
        await process.BreakAsync(BreakingApi.Grown);
        await process.UntilRepairAsync("promoted");
        await process.UntilAsync(view => view.GetProperty("status").GetString() == "idle");
        process.Lab.SwitchTo(0);
        await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "rollback", reason = "it is wrong" });
        await process.UntilAsync(view => view.GetProperty("repair").GetProperty("stage").GetString() is "rolled_back" || view.GetProperty("repair").GetProperty("stage").GetString() == stage);
        process.Kill();
        await process.StartAsync();
        await process.UntilRepairAsync("rolled_back");
        Assert.Equal(before, await process.TextsAsync());
        await process.PostAsync(RepairProcess.Connector + "/runs", new { });
        await process.UntilAsync(view => view.GetProperty("phase").GetString() == "active" && view.GetProperty("status").GetString() == "idle");
        CheckRows(await process.RowsAsync());
    }

    [Theory]
    [InlineData("checked")]
    [InlineData("active")]
    [InlineData("paused")]
    [InlineData("degraded")]
    [InlineData("awaiting_approval")]
    [InlineData("taken_over")]
    [InlineData("rejected")]
    [InlineData("retired")]
    public async Task A_silo_killed_in_any_phase_is_in_that_phase_when_it_is_back(string phase)
    {
        await using var process = phase == "checked" ? await RepairProcess.RegisteredAsync() : await RepairProcess.SyncedAsync(("ASKFIRST", "true"), ("AUTOMATIC", phase == "degraded" ? "false" : "true"));
        switch (phase)
        {
            case "degraded":
                await process.BreakAsync();
                break;
            case "paused":
                await process.PostAsync(RepairProcess.Connector + "/pause", new { });
                break;
            case "retired":
                await process.PostAsync(RepairProcess.Connector + "/retire", new { });
                break;
            case "awaiting_approval" or "taken_over" or "rejected":
                await process.BreakAsync();
                await process.UntilRepairAsync("awaiting_approval");
                if (phase == "taken_over")
                    await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "takeover" });
                if (phase == "rejected")
                    await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "reject", reason = "no" });
                break;
            default:
                break;
        }
        var expected = phase is "awaiting_approval" or "taken_over" or "rejected" ? "escalated" : phase;
        await process.UntilAsync(view => view.GetProperty("phase").GetString() == expected);
        process.Kill();
        await process.StartAsync();
        var view = await process.GetAsync(RepairProcess.Connector);
        Assert.Equal(expected, view.GetProperty("phase").GetString());
        if (expected == "escalated")
            Assert.Equal(phase, view.GetProperty("repair").GetProperty("stage").GetString());
        if (phase != "checked")
            CheckRows(await process.RowsAsync());
    }

    private static void CheckRows(List<JsonElement> rows)
    {
        Assert.Equal(BreakingApi.Records, rows.Select(row => row.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(BreakingApi.Records, rows.Count);
        Assert.All(rows, row =>
        {
            var id = row.GetProperty("id").GetInt32();
            Assert.Equal(BreakingApi.Title(id), row.GetProperty("title").GetString());
            Assert.Equal(BreakingApi.Note(id), row.GetProperty("note").GetString());
        });
    }
}
