using System.CommandLine;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Connectors;

internal static class SiblingFiles
{
    /// <summary>Reads files that lie in the manifest's folder or below it; null for any other.</summary>
    public static Func<string, string?> SiblingFile(this Invocation call, Argument<string> manifest) => Beside(call.Value(manifest));

    public static Func<string, string?> Beside(string manifest)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(manifest)) ?? ".";
        return name =>
        {
            string path = Path.GetFullPath(Path.Combine(folder, name));
            return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path) ? File.ReadAllText(path) : null;
        };
    }
}
