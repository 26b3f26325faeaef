using System.Reflection;

namespace Supertrack.Core.Connectors.Format;

internal sealed record FieldShape(string Name, bool Required, bool Deprecated, FieldKind Kind);

internal sealed record ComponentShape(string Type, IReadOnlyDictionary<string, FieldShape> Fields);

/// <summary>
/// Every component type of the format with its fields: components.txt, one component a block, a field a line
/// (<c>name[!] kind [deprecated]</c>, ! for required). Source: the published schema of the format, facts only.
/// </summary>
internal static class ComponentCatalog
{
    private static readonly Lazy<IReadOnlyDictionary<string, ComponentShape>> Loaded = new(Load);

    public static IReadOnlyDictionary<string, ComponentShape> Components => Loaded.Value;

    /// <summary>Types that name code of the connector's own; it is not in the manifest and cannot be run from it.</summary>
    public static bool IsCustom(string type) => type.StartsWith("Custom", StringComparison.Ordinal);

    private static Dictionary<string, ComponentShape> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Supertrack.Core.Connectors.Format.components.txt")
            ?? throw new InvalidOperationException("The list of components is missing from the assembly; rebuild Core.");
        using var reader = new StreamReader(stream);
        var shapes = new Dictionary<string, ComponentShape>(StringComparer.Ordinal);
        Dictionary<string, FieldShape> fields = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            if (line[0] != ' ')
            {
                fields = new Dictionary<string, FieldShape>(StringComparer.Ordinal);
                shapes[line] = new ComponentShape(line, fields);
                continue;
            }
            var parts = line.Trim().Split(' ');
            var name = parts[0].TrimEnd('!');
            fields[name] = new FieldShape(name, parts[0].EndsWith('!'), parts.Length > 2, FieldKind.Parse(parts[1]));
        }
        return shapes;
    }
}
