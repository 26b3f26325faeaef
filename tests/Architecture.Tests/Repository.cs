using System.Xml.Linq;

namespace Supertrack.Architecture.Tests;

/// <summary>The checked-out sources, found by walking up from the test's own folder to the solution file.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project that is not a test, by name, with the names of the projects it references.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ProjectReferences() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Where(IsSource)
            .Where(path => !Relative(path).StartsWith("tests/", StringComparison.Ordinal))
            .ToDictionary(NameOf, References);

    /// <summary>C# files below a folder of the repository, generated output left out.</summary>
    public static IEnumerable<string> SourceFiles(string folder)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Where(IsSource)
            : [];
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IReadOnlyList<string> References(string project)
    {
        var document = XDocument.Load(project);
        var direct = document.Descendants("ProjectReference")
            // A source generator is a tool of the build, not a part that the project stands on.
            .Where(reference => (string?)reference.Attribute("OutputItemType") != "Analyzer")
            .Select(reference => NameOf(((string?)reference.Attribute("Include") ?? "").Replace('\\', '/')));
        var engine = document.Descendants("UseEngine").Any(element => element.Value == "true") ? ["Embedded"] : Array.Empty<string>();
        return [.. direct.Concat(engine).Distinct()];
    }

    private static bool IsSource(string path)
    {
        var relative = "/" + Relative(path);
        return !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal);
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Supertrack.Orleans.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No Supertrack.Orleans.sln above {AppContext.BaseDirectory}; run the tests from a checkout.");
    }
}
