using System.Xml.Linq;

namespace Supertrack.Architecture.Tests;

public sealed class PackagesTests
{
    [Fact]
    public void Every_version_is_an_exact_pin_in_one_file()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => (Name: (string?)package.Attribute("Include"), Version: (string?)package.Attribute("Version")));
        Assert.All(versions, package => Assert.Matches(@"^\d+(\.\d+)+$", package.Version!));
    }

    [Fact]
    public void No_project_states_a_version_of_its_own()
    {
        var wrong =
            from project in Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            from reference in XDocument.Load(project).Descendants("PackageReference")
            where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
            select $"{Repository.Relative(project)}: {(string?)reference.Attribute("Include")}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_repository_names_no_package_feed() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            name => string.Equals(name, "nuget.config", StringComparison.OrdinalIgnoreCase));
}
