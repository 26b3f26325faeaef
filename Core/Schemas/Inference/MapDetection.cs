namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Tells a map, whose names are data, from an object, whose names are its type. Evidence: names that look like data (versions, paths,
/// numbers, ids), names that keep being new, values of one shape, and what people call their maps.
/// </summary>
internal static class MapDetection
{
    private const double Threshold = 1.0;
    private const double Customary = 1.1;
    private const double PluralOfObjects = 0.7;
    private const double MinOfCommonMember = 0.8;

    /// <summary>The shape of the values when <paramref name="members"/> is a map, else null.</summary>
    /// <param name="name">The property that holds it; empty at the root and for items.</param>
    public static Shape? ValuesOf(ObjectShape members, string name, InferenceOptions options)
    {
        if (members.Values is { } collapsed) return collapsed;
        var properties = members.Properties;
        if (properties.Count == 0) return new Shape();
        var alike = Alikeness(properties);
        if (alike <= 0) return null;
        var named = Named(properties, name);
        if (named == 0 && properties.Count == 1 && !DataNames.IsData(properties[0].Text)) return null;
        var score = Score(members, name, named, alike);
        if (score < Threshold) return null;
        var values = new Shape();
        foreach (var property in properties) values.Merge(property.Shape, options);
        return values;
    }

    private static double Score(ObjectShape members, string name, double named, double alike)
    {
        var properties = members.Properties;
        var data = DataNames.Share([.. properties.Select(p => p.Text)]);
        var once = properties.Count(p => p.Present == 1) / (double)properties.Count;
        var presence = properties.Average(p => p.Present / (double)members.Count);
        var score = (2.2 * data) + (0.8 * (alike - 0.5));
        score += name.Length == 0 ? -0.8 : named;
        if (members.Count >= 2)
        {
            score += presence < 0.5 ? 0.5 : presence <= 0.8 ? 0 : named == Customary ? -0.5 : -0.9;
            if (members.Count >= 3 && once > 0.6 && properties.Count >= 4) score += 0.4;
        }
        if (properties.Count >= 20 && alike > 0.9) score += 0.5;
        if (properties.Count(p => MemberNames.Contains(p.Text)) * 2 > properties.Count) score -= 1.2;
        if (named == 0 && properties.All(p => p.Shape.Kinds is JsonKinds.Boolean or JsonKinds.Null)) score -= 0.5;
        return score;
    }

    /// <summary>What the name says: customary names of maps, and plurals that hold objects (`profiles`, `jdbcEngines`) and are no list.</summary>
    private static double Named(IReadOnlyList<Property> properties, string name)
    {
        if (MapNames.Contains(Plain(name))) return Customary;
        var words = Words.Of(name);
        if (words.Count == 0) return 0;
        if (words.Count > 1 && LastWords.Contains(words[^1]) && !properties.All(p => p.Shape.Kinds is JsonKinds.Boolean)) return Customary;
        return properties.Count > 1 && IsPlural(words[^1]) && properties.All(p => p.Shape.Kinds is JsonKinds.Object && !MemberNames.Contains(p.Text)) ? PluralOfObjects : 0;
    }

    private static bool IsPlural(string word) =>
        word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') && !Groups.Contains(word);

    /// <summary>0 where the values differ in kind, to 1 where they have one shape.</summary>
    private static double Alikeness(IReadOnlyList<Property> properties)
    {
        var kinds = properties.Select(p => p.Shape.Kinds & ~JsonKinds.Null).Where(k => k != 0).ToList();
        if (kinds.Count == 0) return 0.3;
        var most = kinds.GroupBy(k => k is JsonKinds.Integer ? JsonKinds.Number : k).Max(g => g.Count()) / (double)kinds.Count;
        var objects = properties.Where(p => p.Shape.Members is { Properties.Count: > 0 }).Select(p => p.Shape.Members!).ToList();
        if (objects.Count < 2) return most < 0.5 ? 0 : most;
        var shares = objects.SelectMany(o => o.Properties.Select(p => p.Text)).GroupBy(n => n).Select(g => g.Count() / (double)objects.Count).ToList();
        // Objects of several types still have one in common where all but a few have the same member, as a tag is.
        var shared = Math.Max(shares.Average(), objects.Count >= 4 && shares.Max() >= MinOfCommonMember ? 0.4 : 0);
        return most < 0.6 || shared < 0.2 ? 0 : (most + Math.Min(1, shared * 1.5)) / 2;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static readonly HashSet<string> MapNames = new(StringComparer.Ordinal)
    {
        "dependencies", "devdependencies", "peerdependencies", "optionaldependencies", "resolutions", "overrides", "scripts", "commands", "env", "environment", "environments", "envvars", "variables", "vars", "labels", "annotations",
        "metadata", "headers", "responseheaders", "requestheaders", "customproperties", "customfields", "customattributes", "targets", "frameworks", "frameworkassemblies", "services", "volumes", "networks", "secrets",
        "configs", "jobs", "aliases", "paths", "definitions", "defs", "properties", "patternproperties", "schemas", "responses", "examples", "mappings", "mapping", "translations", "locales", "messages", "bin", "exports", "imports",
        "engines", "repositories", "catalogs", "globals", "tasks", "stages", "matrix", "args", "buildargs", "substitutions", "extra", "extras", "presets", "themes", "colors",
        "workspaces", "modules", "packages", "functions", "outputs", "inputs", "rates", "prices", "currencies", "counts", "scores",
        "envs", "environmentvariables", "loglevel", "loglevels", "hashes", "checksums", "digests", "params", "fileformats", "workflows", "registrycredentials", "capabilities", "securitydefinitions",
        "plugins", "topics", "runtimes", "supports", "macros", "connections", "connectionstrings", "mimetypes", "associations", "driveropts", "auxiliaryaddresses", "sysctls", "streams", "snippets", "patterns",
    };

    // Of names of several words (`commonLabels`, `patchedDependencies`).
    private static readonly HashSet<string> LastWords = new(StringComparer.Ordinal)
    {
        "labels", "annotations", "headers", "variables", "vars", "dependencies", "secrets", "overrides", "aliases", "env", "envs", "tags", "mappings", "translations", "hashes", "checksums", "servers", "plugins", "engines",
    };

    // Plurals that name one thing with known parts.
    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal)
    {
        "settings", "options", "details", "preferences", "credentials", "stats", "statistics", "metrics", "dimensions", "coordinates", "links", "reactions", "permissions", "limits", "totals", "bounds",
        "features", "hooks", "changes", "relationships", "images", "urls", "contributions", "attributes", "defaults", "counters", "addresses", "dates", "times", "sizes", "users", "includes",
    };

    private static readonly HashSet<string> MemberNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "name", "type", "url", "href", "title", "description", "version", "value", "key", "email", "status", "state", "kind", "label", "path", "enabled", "created_at", "updated_at", "createdAt", "updatedAt", "date", "code", "count", "total", "width", "height", "size", "html", "self", "first", "last", "next", "prev", "message", "text", "user", "owner", "author", "license", "format", "default", "required", "min", "max", "start", "end", "from", "to", "x", "y", "lat", "lng",
    };
}
