using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching;

namespace Supertrack.Core.Schemas.Conventions;

/// <summary>
/// Checks a schema against itself: the style most of its names have, names that only differ in how they are written, one name with two
/// types, and names that promise another type than they hold.
/// </summary>
public static class SchemaConventions
{
    /// <summary>Longest identifier of PostgreSQL, in bytes; longer ones are cut there and may then collide.</summary>
    private const int MaxNameBytes = 63;
    private const double MinMajority = 0.6;

    public static ConventionReport Check(JsonObject schema)
    {
        var fields = SchemaFields.Of(schema).Where(f => f.Name is not ("[]" or "*")).ToList();
        var style = Majority(fields);
        var findings = fields.SelectMany(f => OfName(f, style)).Concat(fields.SelectMany(OfType)).Concat(Collisions(fields)).Concat(Conflicts(fields));
        return new ConventionReport(style, [.. findings.OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Rule, StringComparer.Ordinal)]);
    }

    private static NameStyle Majority(IReadOnlyList<SchemaField> fields)
    {
        var styled = fields.Select(f => NameStyles.Of(f.Name)).Where(s => s is not (NameStyle.Plain or NameStyle.Other)).ToList();
        var most = styled.GroupBy(s => s).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault();
        return most is null ? NameStyle.Plain : most.Count() >= MinMajority * styled.Count ? most.Key : NameStyle.Other;
    }

    private static IEnumerable<ConventionFinding> OfName(SchemaField field, NameStyle majority)
    {
        var style = NameStyles.Of(field.Name);
        var fits = style == majority || majority is NameStyle.Plain or NameStyle.Other || (style == NameStyle.Plain && majority != NameStyle.Pascal);
        if (!fits) yield return new("name_style", field.Path, $"written otherwise than most names, which are {majority.ToString().ToLowerInvariant()}", NameStyles.Write(field.Name, majority));
        if (Encoding.UTF8.GetByteCount(field.Name) > MaxNameBytes) yield return new("name_length", field.Path, $"longer than {MaxNameBytes} bytes, so some databases cut it", null);
    }

    /// <summary>Names that are the same column in a database that ignores case or style, within one object.</summary>
    private static IEnumerable<ConventionFinding> Collisions(IReadOnlyList<SchemaField> fields) =>
        fields.GroupBy(f => (f.Parent, Name: string.Concat(Words.Of(f.Name)))).Where(g => g.Count() > 1)
            .SelectMany(g => g.Skip(1).Select(f => new ConventionFinding("name_collision", f.Path, $"differs from {g.First().Name} only in how it is written", null)));

    private static IEnumerable<ConventionFinding> Conflicts(IReadOnlyList<SchemaField> fields)
    {
        foreach (var same in fields.Where(f => f.Types.Count == 1 && !f.IsContainer).GroupBy(f => f.Name))
        {
            var types = same.GroupBy(f => f.Types[0] == "integer" ? "number" : f.Types[0]).OrderByDescending(g => g.Count()).ToList();
            // Two entities may well have an `id` of their own kind: only where one type clearly rules is the other one odd.
            if (types.Count < 2 || types[0].Count() < 3 * types.Skip(1).Sum(g => g.Count())) continue;
            foreach (var odd in types.Skip(1).SelectMany(g => g))
                yield return new("type_conflict", odd.Path, $"{odd.Types[0]}, while {types[0].Count()} other fields named {odd.Name} are {types[0].Key}", types[0].Key);
        }
    }

    private static IEnumerable<ConventionFinding> OfType(SchemaField field)
    {
        if (field.Types is not [var type]) yield break;
        var due = Words.Of(field.Name) switch
        {
            ["is" or "has" or "can", _, ..] when type is "string" or "integer" or "number" => "boolean",
            [_, .., "at"] when type is "boolean" or "object" or "array" => "a time",
            [.., "count"] when type is "string" or "boolean" => "integer",
            [.., "ids" or "urls" or "tags" or "items"] when type is "boolean" or "integer" or "number" => "array",
            _ => null,
        };
        if (due is not null) yield return new("name_and_type", field.Path, $"the name promises {due}, the type is {type}", due);
    }
}
