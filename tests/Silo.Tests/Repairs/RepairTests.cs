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
        var run = await process.PostAsync(RepairProcess.Connector + "/runs", new { });
        Assert.NotEmpty(run.GetProperty("frozen").GetString()!);
        var frozen = await process.GetAsync($"api/v1/tenants/demo/artifacts/connector/desk/versions/{run.GetProperty("frozen").GetString()}");
        Assert.Equal(("rule", "repair 1"), (frozen.GetProperty("provenance").GetProperty("proposer").GetProperty("kind").GetString(), frozen.GetProperty("provenance").GetProperty("proposer").GetProperty("name").GetString()));
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
    public async Task A_promoted_version_is_taken_back_when_a_person_says_so()
    {
        await using var process = await RepairProcess.SyncedAsync();
        await process.BreakAsync();
        await process.UntilRepairAsync("promoted");
        process.Lab.SwitchTo(0);
        var story = await process.PostAsync(RepairProcess.Connector + "/repairs/1/decisions", new { decision = "rollback", reason = "the vendor took it back" });
        Assert.Equal("rolled_back", story.GetProperty("stage").GetString());
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
