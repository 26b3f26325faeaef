namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// What a property that was only ever null, or is null elsewhere under the same name in an object of the same shape, most likely holds:
/// first from properties of that name in the same samples, then from how people name things.
/// </summary>
internal sealed class NameKnowledge
{
    private readonly Dictionary<string, List<Shape>> _byName = [];
    private readonly ObjectTwins _twins;
    private readonly bool _nulls;

    public NameKnowledge(IEnumerable<ObjectShape> objects, ObjectTwins twins)
    {
        _twins = twins;
        foreach (var shape in objects.Where(o => o.Values is null))
        {
            foreach (var property in shape.Properties)
            {
                if (!_byName.TryGetValue(property.Text, out var known)) _byName[property.Text] = known = [];
                known.Add(property.Shape);
                _nulls |= property.Shape.Nulls > 0;
            }
        }
    }

    /// <summary>
    /// Whether the same property of an object of the same shape elsewhere was null, or a text of that name anywhere; where the samples
    /// write null at all (and do not leave out what is not there), also what its name says may be unknown or still to come.
    /// </summary>
    public bool NullElsewhere(ObjectShape owner, Property property) =>
        Twins(owner, property).Any(s => s.Nulls > 0)
        || (IsProse(property.Text) && _byName[property.Text].Any(s => s.Nulls > 0))
        || (_nulls && property.Shape.Strings > 0 && MayBeUnknown(property.Text));

    /// <summary>A shape of that property elsewhere that has values; null when none has.</summary>
    public Shape? ValueElsewhere(ObjectShape owner, Property property) =>
        Twins(owner, property).FirstOrDefault(HasValues)
        ?? _byName[property.Text].Where(HasValues).MaxBy(s => s.Total);

    /// <summary>Type and format that the name alone suggests: names of times, links, flags, amounts and of other entities.</summary>
    public (JsonKinds Kind, ValueFormats Format) Guess(string name)
    {
        var lower = Words.Of(name);
        var last = lower.Count == 0 ? "" : lower[^1];
        if (last is "at" or "on" or "datetime" or "timestamp") return (JsonKinds.String, ValueFormats.DateTime);
        if (last is "url" or "uri" or "href" or "link") return (JsonKinds.String, ValueFormats.Uri);
        if (last is "email") return (JsonKinds.String, ValueFormats.Email);
        if (lower.Count > 0 && lower[0] is "is" or "has" or "can") return (JsonKinds.Boolean, ValueFormats.None);
        if (last is "count" or "total" or "size" or "number" or "amount") return (JsonKinds.Integer, ValueFormats.None);
        if (last is "by" or "license" or "app" or "merge" or "assignee" or "milestone" or "parent" or "owner" or "author" or "user" or "organization" or "installation" or "team" or "repo" or "repository" or "project" or "address" or "account" or "customer" or "company") return (JsonKinds.Object, ValueFormats.None);
        return _byName.TryGetValue(name + "s", out var plural) && plural.Any(s => s.List?.Items.Objects > 0)
            ? (JsonKinds.Object, ValueFormats.None)
            : (JsonKinds.String, ValueFormats.None);
    }

    private IEnumerable<Shape> Twins(ObjectShape owner, Property property) =>
        _twins.Of(owner, property).Where(t => t.Property is not null).Select(t => t.Property!.Shape);

    private static bool IsProse(string name) => Words.Of(name) is [.., "description" or "body" or "note" or "notes" or "comment" or "summary" or "bio" or "homepage" or "language" or "company" or "location" or "at" or "on"];

    private static bool MayBeUnknown(string name) => Words.Of(name) switch
    {
        [.., "description" or "note" or "notes" or "summary" or "bio" or "biography" or "homepage" or "language" or "company" or "location"] => true,
        [.., "closed" or "merged" or "deleted" or "archived" or "published" or "due" or "completed" or "finished" or "ended" or "expires" or "canceled" or "cancelled" or "suspended" or "resolved" or "dismissed" or "revoked" or "paid" or "shipped" or "read" or "verified", "at" or "on"] => true,
        _ => false,
    };

    private static bool HasValues(Shape shape) => (shape.Kinds & ~JsonKinds.Null) != 0;
}
