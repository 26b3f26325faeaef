namespace Supertrack.Architecture.Tests;

public sealed class ProjectArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Embedded.Generators"] = [],
        ["Embedded"] = ["Embedded.Generators"],
        ["Lab"] = ["Core"],
        ["Stores"] = ["Core"],
        ["Grains.Interfaces"] = ["Embedded"],
        ["Grains"] = ["Core", "Grains.Interfaces", "Embedded"],
        ["Client"] = ["Grains.Interfaces", "Embedded"],
        ["Cli"] = ["Core", "Stores", "Lab", "Grains", "Grains.Interfaces", "Embedded"],
        ["Silo"] = ["Core", "Stores", "Grains", "Grains.Interfaces", "Lab", "Embedded"],
    };

    public static TheoryData<string> Projects() => [.. Repository.ProjectReferences().Keys.Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} has no place in the house yet: add it to the arrows.");
        var forbidden = Repository.ProjectReferences()[project].Except(allowed!);
        Assert.Empty(forbidden);
    }

    [Fact]
    public void No_arrow_closes_a_circle()
    {
        var references = Repository.ProjectReferences();
        foreach (var project in references.Keys)
            Assert.DoesNotContain(project, Reachable(references, project));
    }

    private static HashSet<string> Reachable(IReadOnlyDictionary<string, IReadOnlyList<string>> references, string start)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(references[start]);
        while (open.TryPop(out var next))
            if (seen.Add(next) && references.TryGetValue(next, out var further))
                foreach (var reference in further)
                    open.Push(reference);
        return seen;
    }
}
