using System.Text.RegularExpressions;

namespace Supertrack.Architecture.Tests;

public sealed partial class CoreFolderArrowsTests
{
    // Storage and Time stand on the ground too: they hold the seams to the outside and the notions of time.
    private static readonly string[] Ground = ["Schemas", "Versions", "Reasoning", "Storage", "Time", "Text", "Secrets"];

    private static readonly Dictionary<string, string[]> Above = new()
    {
        ["Connectors"] = ["Schemas", "Storage", "Time", "Text", "Secrets"],
        ["Syncing"] = ["Connectors", "Schemas", "Storage", "Time", "Text", "Secrets"],
        ["Regression"] = ["Connectors", "Schemas", "Versions", "Storage", "Time", "Text", "Secrets"],
        ["Pipelines"] = ["Schemas", "Storage", "Time", "Text"],
        ["Knowledge"] = ["Schemas", "Storage", "Time", "Text"],
        ["Healing"] = ["Connectors", "Schemas", "Versions", "Storage", "Time", "Text", "Secrets"],
        ["Questions"] = ["Schemas", "Knowledge", "Storage", "Time", "Text"],
    };

    private static readonly Dictionary<string, string[]> BetweenGround = new()
    {
        ["Storage"] = ["Schemas", "Time", "Text"],
        ["Secrets"] = ["Text"],
        ["Schemas"] = ["Text", "Time"],
        ["Versions"] = ["Schemas", "Storage", "Text", "Time"],
    };

    public static TheoryData<string> Folders() =>
        [.. Repository.SourceFiles("Core").Select(FolderOf).Where(folder => folder.Length > 0).Distinct().Order()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_Core_uses_only_the_folders_it_stands_on(string folder)
    {
        Assert.True(Ground.Contains(folder) || Above.ContainsKey(folder), $"Core/{folder} has no place yet: add it to the arrows.");
        var allowed = Above.GetValueOrDefault(folder) ?? BetweenGround.GetValueOrDefault(folder) ?? [];
        var wrong =
            from file in Repository.SourceFiles("Core")
            where FolderOf(file) == folder
            from used in FoldersUsed(File.ReadAllText(file))
            where used != folder && !allowed.Contains(used)
            select $"{Repository.Relative(file)} uses {used}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void A_namespace_in_Core_says_its_folder_or_the_one_above()
    {
        var wrong =
            from file in Repository.SourceFiles("Core")
            let declared = NamespacePattern().Match(File.ReadAllText(file)).Groups["name"].Value
            let expected = "Supertrack." + Path.GetDirectoryName(Repository.Relative(file))!.Replace('\\', '/').Replace('/', '.')
            where declared.Length > 0 && declared != expected && declared != expected[..expected.LastIndexOf('.')]
            select $"{Repository.Relative(file)} declares {declared}, its folder says {expected}";
        Assert.Empty(wrong);
    }

    private static string FolderOf(string file)
    {
        var parts = Repository.Relative(file).Split('/');
        return parts.Length > 2 ? parts[1] : "";
    }

    private static IEnumerable<string> FoldersUsed(string source) =>
        CoreReferencePattern().Matches(source).Select(match => match.Groups["folder"].Value);

    [GeneratedRegex(@"Supertrack\.Core\.(?<folder>\w+)")]
    private static partial Regex CoreReferencePattern();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();
}
