using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Silo.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class OpenApiTests(GatewayFixture gateway)
{
    private const string UpdateVariable = "SUPERTRACK_UPDATE_SNAPSHOTS";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_description_of_the_gateway_is_the_one_that_was_reviewed()
    {
        using var client = gateway.Client(null);
        var text = JsonNode.Parse(await client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)))!.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var path = Path.Combine(Root(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable(UpdateVariable) is { Length: > 0 })
            await File.WriteAllTextAsync(path, text);
        Assert.True(text == (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"), $"The gateway's description changed. If that is wanted, run the tests once with {UpdateVariable}=1 and review the diff of {path}.");
        Assert.StartsWith("3.1", JsonNode.Parse(text)!["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Supertrack.Orleans.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
