using System.Text.RegularExpressions;

namespace Supertrack.Architecture.Tests;

public sealed partial class HouseRulesTests
{
    private static readonly string[] Folders =
        ["Core", "Stores", "Embedded", "Grains.Interfaces", "Grains", "Silo", "Client", "Cli", "Lab", "tests"];

    [Fact]
    public void No_file_is_a_drawer_for_everything()
    {
        var wrong = Folders.SelectMany(Repository.SourceFiles).Select(Repository.Relative).Where(path => DrawerPattern().IsMatch(path));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Half_of_all_files_are_shorter_than_80_lines()
    {
        var lengths = Folders.SelectMany(Repository.SourceFiles).Select(file => File.ReadLines(file).Count()).Order().ToArray();
        Assert.True(lengths[lengths.Length / 2] < 80, $"The median file has {lengths[lengths.Length / 2]} lines.");
    }

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        var marks =
            from file in Folders.SelectMany(Repository.SourceFiles)
            where Path.GetFileName(file) != "HouseRulesTests.cs"
            from line in File.ReadLines(file)
            where UnfinishedPattern().IsMatch(line)
            select $"{Repository.Relative(file)}: {line.Trim()}";
        Assert.Empty(marks);
    }

    [Fact]
    public void Grains_hold_no_code_for_one_engine_only()
    {
        var conditional =
            from file in new[] { "Grains", "Grains.Interfaces", "Client" }.SelectMany(Repository.SourceFiles)
            where File.ReadAllText(file).Contains("#if", StringComparison.Ordinal)
            select Repository.Relative(file);
        Assert.Empty(conditional);
    }

    [Fact]
    public void Grains_never_block_a_turn()
    {
        var blocking =
            from file in Repository.SourceFiles("Grains")
            from line in File.ReadLines(file)
            where BlockingPattern().IsMatch(line)
            select $"{Repository.Relative(file)}: {line.Trim()}";
        Assert.Empty(blocking);
    }

    [GeneratedRegex(@"(Utils?|Helpers?|Manager|Misc)(\.cs|/)")]
    private static partial Regex DrawerPattern();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|\bSkip *= *""")]
    private static partial Regex UnfinishedPattern();

    [GeneratedRegex(@"\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)|ConfigureAwait\(false\)|Thread\.Sleep")]
    private static partial Regex BlockingPattern();
}
