using System.Text.RegularExpressions;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Tells a map, whose names are data, from an object, whose names are its type. Evidence: names that look like data (versions, paths,
/// numbers, ids), names that keep being new, values of one shape, and what people call their maps.
/// </summary>
internal static partial class MapDetection
{
    private const double Threshold = 1.0;

    /// <summary>The shape of the values when <paramref name="members"/> is a map, else null.</summary>
    /// <param name="name">The property that holds it; empty at the root and for items.</param>
    public static Shape? ValuesOf(ObjectShape members, string name, InferenceOptions options)
    {
        if (members.Values is { } collapsed) return collapsed;
        var properties = members.Properties;
        if (properties.Count == 0) return new Shape();
        var alike = Alikeness(properties);
        if (alike <= 0) return null;
        var named = MapNames.Contains(Plain(name));
        if (!named && properties.Count == 1 && !LooksLikeData(properties[0].Text)) return null;
        var score = Score(members, name, named, alike);
        if (score < Threshold) return null;
        var values = new Shape();
        foreach (var property in properties) values.Merge(property.Shape, options);
        return values;
    }

    private static double Score(ObjectShape members, string name, bool named, double alike)
    {
        var properties = members.Properties;
        var data = properties.Count(p => LooksLikeData(p.Text)) / (double)properties.Count;
        var once = properties.Count(p => p.Present == 1) / (double)properties.Count;
        var presence = properties.Average(p => p.Present / (double)members.Count);
        var score = (2.2 * data) + (0.8 * (alike - 0.5));
        if (named) score += 1.1;
        else if (name.Length == 0) score -= 0.8;
        if (members.Count >= 2)
        {
            score += presence < 0.5 ? 0.5 : presence > 0.8 ? -0.9 : 0;
            if (members.Count >= 3 && once > 0.6 && properties.Count >= 4) score += 0.4;
        }
        if (properties.Count >= 20 && alike > 0.9) score += 0.5;
        if (properties.Count(p => MemberNames.Contains(p.Text)) * 2 > properties.Count) score -= 1.2;
        if (!named && properties.All(p => p.Shape.Kinds is JsonKinds.Boolean or JsonKinds.Null)) score -= 0.5;
        return score;
    }

    /// <summary>0 where the values differ in kind, to 1 where they have one shape.</summary>
    private static double Alikeness(IReadOnlyList<Property> properties)
    {
        var kinds = properties.Select(p => p.Shape.Kinds & ~JsonKinds.Null).Where(k => k != 0).ToList();
        if (kinds.Count == 0) return 0.3;
        var most = kinds.GroupBy(k => k is JsonKinds.Integer ? JsonKinds.Number : k).Max(g => g.Count()) / (double)kinds.Count;
        var objects = properties.Where(p => p.Shape.Members is { Properties.Count: > 0 }).Select(p => p.Shape.Members!).ToList();
        if (objects.Count < 2) return most < 0.5 ? 0 : most;
        var shared = objects.SelectMany(o => o.Properties.Select(p => p.Text)).GroupBy(n => n).Average(g => g.Count() / (double)objects.Count);
        return most < 0.6 || shared < 0.2 ? 0 : (most + Math.Min(1, shared * 1.5)) / 2;
    }

    private static bool LooksLikeData(string name) => name.Length == 0 || DataName().IsMatch(name);

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Anything a programmer would not name a member: separators other than _ and -, a leading digit or upper-case path, long hexadecimals, globs.
    [GeneratedRegex(@"[./\\:*@ ,+#~^|()\[\]{}<>""'?=&%$!]|^\d|^[0-9a-f]{8,}$|^[0-9A-F]{16,}$|-\d|^[A-Z]{2}-|[a-z]+-[a-z]+-[a-z]+")]
    private static partial Regex DataName();

    private static readonly HashSet<string> MapNames = new(StringComparer.Ordinal)
    {
        "dependencies", "devdependencies", "peerdependencies", "optionaldependencies", "resolutions", "overrides", "scripts", "commands", "env", "environment", "environments", "envvars", "variables", "vars", "labels", "annotations",
        "metadata", "headers", "responseheaders", "requestheaders", "customproperties", "customfields", "customattributes", "targets", "frameworks", "frameworkassemblies", "services", "volumes", "networks", "secrets",
        "configs", "jobs", "aliases", "paths", "definitions", "defs", "properties", "patternproperties", "schemas", "responses", "examples", "mappings", "mapping", "translations", "locales", "messages", "bin", "exports", "imports",
        "engines", "repositories", "catalogs", "globals", "tasks", "stages", "matrix", "args", "buildargs", "substitutions", "extra", "extras", "presets", "themes", "colors",
        "workspaces", "modules", "packages", "functions", "outputs", "inputs", "rates", "prices", "currencies", "counts", "scores",
        "runtimes", "supports", "macros", "connections", "connectionstrings", "mimetypes", "associations", "driveropts", "auxiliaryaddresses", "sysctls", "streams", "snippets", "patterns",
    };

    private static readonly HashSet<string> MemberNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "name", "type", "url", "href", "title", "description", "version", "value", "key", "email", "status", "state", "kind", "label", "path", "enabled", "created_at", "updated_at", "createdAt", "updatedAt", "date", "code", "count", "total", "width", "height", "size", "html", "self", "first", "last", "next", "prev", "message", "text", "user", "owner", "author", "license", "format", "default", "required", "min", "max", "start", "end", "from", "to", "x", "y", "lat", "lng",
    };
}
