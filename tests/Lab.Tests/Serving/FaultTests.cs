using System.Diagnostics;

namespace Supertrack.Lab.Tests.Serving;

public sealed class FaultTests
{
    [Fact]
    public async Task Faults_hit_the_requests_they_are_for()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/p","faults":[
              {"at":2,"times":2,"status":503},
              {"at":4,"body":"<html>login</html>"},
              {"at":5,"truncate":20},
              {"at":6,"times":-1,"headers":{"X-Why":"odd"},"body":{"records":[]}}]}
            """);

        Assert.Equal(200, (await lab.GetAsync("/p")).Status);
        Assert.Equal(503, (await lab.GetAsync("/p")).Status);
        Assert.Equal(503, (await lab.GetAsync("/p")).Status);
        LabReply page = await lab.GetAsync("/p");
        Assert.Equal((200, "<html>login</html>", "text/html; charset=utf-8"), (page.Status, page.Text, page.Headers["Content-Type"]));
        Assert.Equal("[{\"id\":1,\"name\":\"Ada", (await lab.GetAsync("/p")).Text);
        LabReply last = await lab.GetAsync("/p");
        Assert.Equal(("""{"records":[]}""", "odd"), (last.Text, last.Headers["X-Why"]));
        Assert.Equal("odd", (await lab.GetAsync("/p")).Headers["X-Why"]);
    }

    [Fact]
    public async Task Faults_count_from_the_switch_and_not_for_refused_requests()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p"},{"path":"/p","auth":{"type":"bearer"},"faults":[{"at":1,"status":500}]}""");
        await lab.GetAsync("/p");
        lab.Server.SwitchTo(1);

        Assert.Equal(401, (await lab.GetAsync("/p")).Status);
        Assert.Equal(500, (await lab.GetAsync("/p", ("Authorization", "Bearer k-1"))).Status);
        Assert.Equal(200, (await lab.GetAsync("/p", ("Authorization", "Bearer k-1"))).Status);
    }

    [Fact]
    public async Task A_delayed_answer_is_late_and_whole()
    {
        await using LabRun lab = await LabRun.OfAsync("""{"path":"/p","faults":[{"at":1,"delayMs":80}]}""");

        long start = Stopwatch.GetTimestamp();
        Assert.Equal("1,2,3,4,5", (await lab.GetAsync("/p")).Ids());
        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 75);
    }
}
