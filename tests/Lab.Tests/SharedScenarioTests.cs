using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;
using Xunit.Abstractions;

namespace Supertrack.Lab.Tests;

/// <summary>The scenarios of the reference data, where it lies beside the checkout.</summary>
public sealed class SharedScenarioTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_reference_scenario_loads_and_serves_all_its_versions()
    {
        if (Folder() is not { } folder)
        {
            output.WriteLine("no reference data beside the checkout: nothing was tried");
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order())
        {
            Scenario scenario = await Scenario.LoadAsync(file);
            Assert.Empty(scenario.Unknown);
            await using LabRun lab = await LabRun.OfAsync(scenario);
            for (int version = 0; version < scenario.Versions.Count; version++)
            {
                lab.Server.SwitchTo(version);
                LabReply reply = await AskAsync(lab, scenario, scenario.Versions[version]);
                Assert.True(reply.Status is 200 or 400, $"{file} version {version}: {reply.Status} {reply.Text}");
            }
        }
    }

    private static async Task<LabReply> AskAsync(LabRun lab, Scenario scenario, ApiVersion version)
    {
        (string, string)[] headers = [.. await Task.WhenAll(version.Auth.Select(rule => CredentialAsync(lab, scenario, rule)))];
        string query = string.Join('&', version.Auth.Where(rule => rule.InQuery).Select(rule => $"{rule.Name}={Secret(scenario, rule.Credential)}"));
        return version.GraphQl is { } graphQl
            ? await lab.PostAsync(version.Path, new StringContent(
                new JsonObject { ["query"] = $"{{ {graphQl.Field} {{ nodes {{ id }} }} }}" }.ToJsonString(), Encoding.UTF8, "application/json"), headers)
            : await lab.GetAsync($"{version.Path}?{query}", headers);
    }

    private static async Task<(string, string)> CredentialAsync(LabRun lab, Scenario scenario, AuthRule rule)
    {
        switch (rule.Type)
        {
            case AuthType.Basic:
                string user = $"{Secret(scenario, rule.Username)}:{Secret(scenario, rule.Password)}";
                return ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
            case AuthType.OAuth:
                var form = scenario.Config.ToDictionary(member => member.Key, member => ValueText.Of(member.Value));
                form["grant_type"] = "refresh_token";
                LabReply token = await lab.PostAsync(rule.TokenPath, new FormUrlEncodedContent(form));
                return ("Authorization", $"{rule.Scheme} {(string)token.Json["access_token"]!}");
            default:
                return (rule.InQuery ? "X-None" : rule.Name, $"{rule.Scheme} {Secret(scenario, rule.Credential)}".Trim());
        }
    }

    private static string Secret(Scenario scenario, string? key) =>
        key is not null && scenario.Config[key] is { } value ? ValueText.Of(value) : "";

    private static string? Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "data", "scenarios");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }
}
