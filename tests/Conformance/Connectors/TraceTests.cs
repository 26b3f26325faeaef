using System.Globalization;
using Supertrack.Core.Connectors;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Connectors;

/// <summary>The public manifests and the recorded reads of the reference implementation, where they lie beside the checkout.</summary>
public sealed class TraceTests(ITestOutputHelper output)
{
    /// <summary>Clean streams that replay without a difference; two logins of the recorded reads were made twice by two threads at once.</summary>
    private const double LeastShare = 0.99;

    [Fact]
    public void Every_public_manifest_lints_as_supported()
    {
        if (Manifests() is not { } manifests) return;
        var reports = manifests.Select(path => (path, report: Open(path).Lint())).ToList();
        foreach (var (path, report) in reports.Where(each => !each.report.Supported))
            output.WriteLine($"{Path.GetFileName(path)}: {string.Join("; ", report.Unsupported)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"supported: {reports.Count(each => each.report.Supported)} of {reports.Count}"));
        Assert.All(reports, each => Assert.True(each.report.Supported, each.path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Replayed_reads_make_the_same_requests_and_give_the_same_records_and_state(int width)
    {
        if (Manifests() is not { } manifests) return;
        var results = new List<ReplayResult>();
        foreach (var path in manifests)
        {
            var trace = Path.Combine(SharedData.Folder!, "traces", Path.GetFileNameWithoutExtension(path) + ".json.gz");
            if (!File.Exists(trace)) continue;
            var source = Open(path);
            foreach (var stream in TraceFile.Read(trace).Where(stream => stream.IsClean)) results.Add(await TraceReplay.RunAsync(source, stream, width));
        }
        foreach (var result in results.Where(result => !result.Passed)) output.WriteLine($"{result.Stream.Connector}/{result.Stream.Name}: {result.Problem}");
        var passed = results.Count(result => result.Passed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"traces: {passed} of {results.Count} clean streams without a difference"));
        Assert.True(passed >= results.Count * LeastShare, $"{passed} of {results.Count}");
    }

    private static DeclarativeSource Open(string path) => DeclarativeSource.Parse(File.ReadAllText(path), Path.GetFileName(path));

    private string[]? Manifests()
    {
        if (SharedData.Folder is { } folder) return [.. Directory.GetFiles(Path.Combine(folder, "manifests"), "*.yaml").Order(StringComparer.Ordinal)];
        output.WriteLine("The public evaluation data does not lie beside this checkout: nothing was compared.");
        return null;
    }
}
