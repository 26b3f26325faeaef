using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;

namespace Supertrack.Conformance.Connectors;

/// <summary>
/// Small manifests of our own, each about one component, with what the reference implementation requested, gave and kept (traces/*.jsonl: a
/// line is a manifest beside a trace as in the public evaluation data, with the state a read started from).
/// </summary>
public sealed class OwnTraces
{
    private const string Place = "tests/Conformance/Connectors/traces";

    private static readonly Dictionary<string, JsonNode> Traces = Directory.GetFiles(Folder(), "*.jsonl").SelectMany(File.ReadLines)
        .Select(line => JsonNode.Parse(line)!).ToDictionary(trace => trace["connector"]!.GetValue<string>());

    public static TheoryData<string> Names() => [.. Traces.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_component_reads_as_the_reference_implementation_does(string name) => CompareAsync(name, width: 1);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Slices_read_side_by_side_give_the_same(string name) => CompareAsync(name, width: 4);

    private static async Task CompareAsync(string name, int width)
    {
        var trace = Traces[name];
        var source = DeclarativeSource.Parse(trace["manifest"]!.ToJsonString(), name);
        var problems = new List<string>();
        foreach (var stream in TraceFile.Streams(trace))
            if (await TraceReplay.RunAsync(source, stream, width) is { Passed: false } result) problems.Add($"{stream.Name} ({stream.Trace["sync_mode"]}): {result.Problem}");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, Place))) return Path.Combine(folder.FullName, Place);
        throw new DirectoryNotFoundException(Place);
    }
}
