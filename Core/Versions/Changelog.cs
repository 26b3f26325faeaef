using System.Globalization;
using System.Text;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions;

/// <summary>The changelog of an artifact, newest version first, in Markdown.</summary>
public static class Changelog
{
    public static string Heading(ArtifactId artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return $"# {artifact.Kind.Word()} {artifact.Name}\n";
    }

    /// <summary>The part of one version.</summary>
    public static string Entry(FrozenVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n## {version.Version} - {version.FrozenAt:yyyy-MM-dd}\n\n");
        if (version.Parents.IsEmpty) text.Append("- First version.\n");
        foreach (var group in version.Changes.GroupBy(change => change.Bump).OrderByDescending(group => group.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Title(group.Key)}\n");
            foreach (var change in group) text.Append(CultureInfo.InvariantCulture, $"- {OneLine(change.Line)}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"- Proposed by {version.Provenance.Proposer.Kind.ToString().ToLowerInvariant()} {OneLine(version.Provenance.Proposer.Name)}.\n");
        return text.ToString();
    }

    /// <summary>One line that says what a version changed.</summary>
    public static string Line(FrozenVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (version.Parents.IsEmpty) return "first version";
        var first = version.Changes.OrderByDescending(change => change.Bump).Select(change => OneLine(change.Line)).FirstOrDefault() ?? "changed";
        return version.Changes.Length > 1 ? $"{first} and {version.Changes.Length - 1} more" : first;
    }

    private static string Title(Bump bump) => bump switch
    {
        Bump.Major => "Breaking:",
        Bump.Minor => "New:",
        _ => "Changed:",
    };

    internal static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
