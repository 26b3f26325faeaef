namespace Supertrack.Core.Schemas.Matching;

/// <summary>How easily values of one field become values of the other, by types, formats and allowed values.</summary>
internal static class TypeSimilarity
{
    /// <summary>0 (cannot be the same) to 1 (same types, format and values).</summary>
    public static double Of(SchemaField a, SchemaField b)
    {
        if (a.IsItems != b.IsItems) return 0;
        var types = Types(a, b);
        if (a.Enum is { Count: > 0 } left && b.Enum is { Count: > 0 } right)
        {
            var shared = left.Count(right.Contains) / (double)Math.Min(left.Count, right.Count);
            return types * (0.45 + (0.55 * shared));
        }
        if (a.Format is not null && b.Format is not null && a.Format != b.Format) return types * 0.85;
        return types;
    }

    private static double Types(SchemaField a, SchemaField b)
    {
        if (a.Types.Count == 0 || b.Types.Count == 0) return 0.8;
        if (a.Types.Any(b.Types.Contains)) return a.Types.All(b.Types.Contains) || b.Types.All(a.Types.Contains) ? 1 : 0.95;
        var best = 0.0;
        foreach (var x in a.Types)
            foreach (var y in b.Types)
                best = Math.Max(best, Castable(x, y));
        return best;
    }

    private static double Castable(string a, string b) => (a, b) switch
    {
        ("integer", "number") or ("number", "integer") => 0.97,
        ("integer" or "number", "string") or ("string", "integer" or "number") => 0.75,
        ("boolean", "string" or "integer") or ("string" or "integer", "boolean") => 0.55,
        ("array", "object") or ("object", "array") => 0.4,
        ("array", _) or (_, "array") => 0.6,
        ("object", _) or (_, "object") => 0.5,
        _ => 0.3,
    };
}
