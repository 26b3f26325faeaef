using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    [Theory]
    [InlineData("""{"path":"p"}""", "versions[0].path")]
    [InlineData("""{"path":"/p","pagination":{"type":"pages"}}""", "versions[0].pagination.type")]
    [InlineData("""{"path":"/p","pagination":{"type":"page","size":"many"}}""", "versions[0].pagination.size")]
    [InlineData("""{"path":"/p","pagination":{"type":"cursor"}}""", "versions[0].pagination.cursorParam")]
    [InlineData("""{"path":"/p","auth":{"type":"magic"}}""", "versions[0].auth.type")]
    [InlineData("""{"path":"/p","transform":[{"op":"twist"}]}""", "versions[0].transform[0].op")]
    [InlineData("""{"path":"/p","transform":[{"op":"rename","from":"a"}]}""", "versions[0].transform[0].to")]
    [InlineData("""{"path":"/p","limits":{"requests":1}}""", "versions[0].limits.perSeconds")]
    [InlineData("""{"path":"/p","old":{"status":7}}""", "versions[0].old.status")]
    [InlineData("""{"path":"/p","records":[{}],"transform":[{"op":"remove","field":"a"}]}""", "versions[0].records")]
    [InlineData("""{"path":"/g","graphql":{"field":"x"}}""", "versions[0].method")]
    [InlineData("", "versions")]
    public void What_is_wrong_is_named_with_its_place(string versions, string path)
    {
        ScenarioException error = Assert.Throws<ScenarioException>(() => LabRun.Scenario(versions));
        Assert.Equal(("t.json", path), (error.File, error.Path));
        Assert.StartsWith($"t.json: {path}: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"name":"x","resource":"r","versions":[{"path":"/p"}]}""")]
    [InlineData("""{"name":"x","resource":"r","versions":[{"path":"/p"}],"records":[],"generate":{"schema":{},"count":1}}""")]
    [InlineData("""{"name":"x","resource":"r","versions":[{"path":"/p"}],"records":[3]}""")]
    public void What_is_no_scenario_is_refused(string json) =>
        Assert.Throws<ScenarioException>(() => Scenario.Parse(json, "t.json"));

    [Fact]
    public void Members_that_nobody_knows_are_told()
    {
        Scenario scenario = LabRun.Scenario("""{"path":"/p","paginaton":{"type":"page"}}""");

        Assert.Equal(["versions[0].paginaton"], scenario.Unknown);
    }
}
