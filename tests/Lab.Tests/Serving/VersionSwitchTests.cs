using System.Text;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.Tests.Serving;

public sealed class VersionSwitchTests
{
    [Fact]
    public async Task The_switch_moves_the_API_and_the_old_path_gets_the_old_answer()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/v1/p"},
            {"path":"/v2/p","old":{"status":410,"headers":{"Link":"</v2/p>; rel=\"successor-version\""},"body":{"error":"{path} is gone"}}}
            """);

        Assert.Equal(404, (await lab.GetAsync("/v2/p")).Status);
        LabReply switched = await lab.PostAsync("/__lab/version", new StringContent("""{"version":1}""", Encoding.UTF8, "application/json"));
        Assert.Equal((200, 1, 1), (switched.Status, (int)switched.Json["version"]!, lab.Server.Version));
        Assert.Equal("1,2,3,4,5", (await lab.GetAsync("/v2/p")).Ids());
        LabReply gone = await lab.GetAsync("/v1/p");
        Assert.Equal((410, """{"error":"/v1/p is gone"}""", "</v2/p>; rel=\"successor-version\""), (gone.Status, gone.Text, gone.Headers["Link"]));
    }

    [Fact]
    public async Task A_Location_without_a_query_gets_the_query_of_the_request()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/v1/p"},{"path":"/v2/p","old":{"status":308,"headers":{"Location":"/v2/p"}}}""");
        lab.Server.SwitchTo(1);

        LabReply moved = await lab.GetAsync("/v1/p?page=2&x=%20");
        Assert.Equal((308, "/v2/p?page=2&x=%20"), (moved.Status, moved.Headers["Location"]));
    }

    [Fact]
    public async Task Without_an_old_answer_the_old_path_is_not_found()
    {
        await using LabRun lab = await LabRun.OfAsync("""{"path":"/v1/p"},{"path":"/v2/p"}""");
        lab.Server.SwitchTo(1);

        LabReply gone = await lab.GetAsync("/v1/p");
        Assert.Equal((404, "application/problem+json"), (gone.Status, gone.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":\"1\"}")]
    [InlineData("nonsense")]
    public async Task A_switch_to_no_version_is_refused_and_changes_nothing(string body)
    {
        await using LabRun lab = await LabRun.OfAsync("""{"path":"/v1/p"},{"path":"/v2/p"}""");

        LabReply refused = await lab.PostAsync("/__lab/version", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal((400, 0), (refused.Status, lab.Server.Version));
    }

    [Fact]
    public async Task A_taken_port_is_an_error() =>
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await using LabRun first = await LabRun.OfAsync("""{"path":"/p"}""");
            await using LabServer second = await LabServer.StartAsync(
                LabRun.Scenario("""{"path":"/p"}"""), new LabOptions { Port = first.Server.Address.Port });
        });
}
