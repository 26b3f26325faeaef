using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Schemas.Evolution;

/// <summary>Decides what becomes of a schema when data was seen, or declared, in another shape.</summary>
public static class SchemaEvolution
{
    /// <param name="complete">Whether <paramref name="observed"/> is all there is (a declaration), so that what it lacks is gone; else only what it adds counts.</param>
    public static SchemaJudgement Judge(JsonObject current, JsonObject observed, bool complete, SchemaPolicy policy)
    {
        var all = SchemaUnion.Of(current, observed, complete, onlyNewFields: false);
        var difference = Difference(current, all);
        if (difference.Changes.Count == 0) return SchemaJudgement.Nothing;
        var none = new SchemaDifference([]);
        if (policy == SchemaPolicy.PropagateAll) return new SchemaJudgement(all, difference, null, none);
        if (policy is SchemaPolicy.Ask or SchemaPolicy.Freeze) return new SchemaJudgement(null, none, all, difference);
        var fields = SchemaUnion.Of(current, observed, complete, onlyNewFields: true);
        var added = Difference(current, fields);
        var rest = Difference(fields, all);
        return new SchemaJudgement(added.Changes.Count > 0 ? fields : null, added, rest.Changes.Count > 0 ? all : null, rest);
    }

    /// <summary>Whom changes concern: readers of the field itself, of a part of it, or of what holds it.</summary>
    /// <param name="contract">Fields by reader.</param>
    public static IReadOnlyList<SchemaImpact> Impact(SchemaDifference changes, IReadOnlyDictionary<string, IReadOnlyList<string>> contract) =>
    [
        .. from reader in contract.OrderBy(c => c.Key, StringComparer.Ordinal)
           from change in changes.Changes
           from field in reader.Value
           where field == change.Path || Holds(field, change.Path) || Holds(change.Path, field)
           select new SchemaImpact(reader.Key, field, change.Kind, change.Breaking),
    ];

    /// <summary>The next semantic version: what readers must act upon is a major change.</summary>
    public static string Next(string version, SchemaDifference changes)
    {
        var parts = version.Split('.').Select(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return changes.Bump switch
        {
            Bump.Major => $"{parts[0] + 1}.0.0",
            Bump.Minor => $"{parts[0]}.{parts[1] + 1}.0",
            _ => $"{parts[0]}.{parts[1]}.{parts[2] + 1}",
        };
    }

    // What one page shows of formats, limits and allowed values is no statement about the data to come.
    private static SchemaDifference Difference(JsonObject old, JsonObject now) =>
        new([.. SchemaDiff.Compare(old, now).Changes.Where(c => c.Kind is ChangeKind.FieldAdded or ChangeKind.FieldRemoved or ChangeKind.FieldRenamed or ChangeKind.FieldMoved or ChangeKind.TypeChanged)]);

    private static bool Holds(string outer, string inner) => inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] is '.' or '[';
}
