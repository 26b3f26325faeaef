using Supertrack.Core.Text;

namespace Supertrack.Core.Connectors.Format;

/// <summary>Plain YAML scalars as nodes; their types are those of <see cref="YamlScalars"/>.</summary>
internal static class YamlScalar
{
    public static ManifestNode Resolve(string text, int line) => YamlScalars.Resolve(text) switch
    {
        null => ManifestNode.Null(line),
        bool flag => ManifestNode.Of(flag, line),
        long integer => ManifestNode.Of(integer, line),
        double number => ManifestNode.Of(number, line),
        var other => ManifestNode.Of((string)other, line),
    };
}
