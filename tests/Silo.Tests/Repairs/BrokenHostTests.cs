using System.Text.Json;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Supertrack.Silo.Tests.Gateway;

namespace Supertrack.Silo.Tests.Repairs;

/// <summary>Many connectors on one host whose API changes: the incident, the repairs and what others notice of it, seen through the gateway.</summary>
public sealed class BrokenHostTests
{
    private const int Connectors = 12;

    [Fact]
    public async Task One_host_that_breaks_is_one_incident_its_connectors_repair_one_after_the_other_and_another_hosts_connector_syncs_meanwhile()
    {
        using var folder = new TemporaryFolder();
        await using var desk = await LabServer.StartAsync(BreakingApi.Create());
        await using var crm = await LabServer.StartAsync(ContactsApi.Create(200, pageSize: 50, delayMilliseconds: 0));
        await using var silo = await RunningSilo.StartAsync(folder.Path, [
            "--Supertrack:Egress:AllowedNetworks:0", "127.0.0.0/8", "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error"]);
        await silo.TenantAsync("acme");
        await silo.RegisterAsync("acme", "well", ContactsApi.Manifest(crm.Address), new { api_key = ContactsApi.Secret });
        var ids = Enumerable.Range(0, Connectors).Select(number => $"d{number}").ToList();
        foreach (var id in ids)
        {
            await silo.RegisterAsync("acme", id, BreakingApi.Manifest(desk.Address), new { api_key = BreakingApi.Secret });
            Assert.Equal("succeeded", (await silo.RunAsync("acme", id)).GetProperty("status").GetString());
        }

        desk.SwitchTo(1);
        foreach (var id in ids)
            await silo.StartRunAsync("acme", id);
        Assert.Equal("succeeded", (await silo.RunAsync("acme", "well")).GetProperty("status").GetString());
        var searches = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var id in ids)
            searches.Add(Search(await silo.UntilAsync($"tenants/acme/connectors/{id}", view => Stage(view) == "promoted", "the repair is promoted")));
        searches.Sort();
        Assert.All(searches.Zip(searches.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From, $"{pair.First} and {pair.Second} were searched at the same time."));

        var incident = Assert.Single((await silo.GetAsync("tenants/acme/incidents")).GetProperty("items").EnumerateArray());
        incident = await silo.UntilAsync($"tenants/acme/incidents/{Uri.EscapeDataString(incident.GetProperty("id").GetString()!)}", view => view.GetProperty("status").GetString() == "resolved", "the incident ends");
        Assert.Equal((desk.Address.Authority, "repaired", Connectors, 0), (
            incident.GetProperty("host").GetString(), incident.GetProperty("outcome").GetString(), incident.GetProperty("connectors").GetInt32(), incident.GetProperty("ailing").GetInt32()));
        Assert.True(incident.GetProperty("requests").GetInt32() > 0);
        Assert.DoesNotContain(BreakingApi.Secret, incident.GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await silo.GetAsync("tenants/acme/incidents?open=true")).GetProperty("items").EnumerateArray());
        Assert.Single((await silo.GetAsync($"tenants/acme/incidents?host={desk.Address.Authority}")).GetProperty("items").EnumerateArray());
    }

    private static string Stage(JsonElement view) => view.TryGetProperty("repair", out var repair) && repair.ValueKind == JsonValueKind.Object ? repair.GetProperty("stage").GetString()! : "";

    private static (DateTimeOffset From, DateTimeOffset To) Search(JsonElement view)
    {
        var timeline = view.GetProperty("repair").GetProperty("timeline").EnumerateArray().ToList();
        return (At(timeline.Last(one => What(one) == "searching")), At(timeline.First(one => What(one) == "found")));
    }

    private static string What(JsonElement line) => line.GetProperty("what").GetString()!;

    private static DateTimeOffset At(JsonElement line) => line.GetProperty("at").GetDateTimeOffset();
}
