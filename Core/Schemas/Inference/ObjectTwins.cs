namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Objects of different paths that share at least three quarters of their property names: most likely the same type (the users of an
/// event, the addresses of an order), so what one path shows is evidence for the other.
/// </summary>
internal sealed class ObjectTwins
{
    private const double MinShared = 0.75;
    private const int MaxPerName = 64;
    private readonly Dictionary<string, List<ObjectShape>> _byName = [];
    private readonly Dictionary<ObjectShape, IReadOnlyList<ObjectShape>> _twins = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ObjectShape, Dictionary<string, Property>> _properties = new(ReferenceEqualityComparer.Instance);

    /// <param name="minProperties">Objects with fewer names have no twins: for some conclusions a few names in common are no evidence.</param>
    public ObjectTwins(IEnumerable<ObjectShape> objects, int minProperties)
    {
        foreach (var shape in objects.Where(o => o.Values is null && o.Properties.Count >= minProperties))
        {
            _properties[shape] = shape.Properties.ToDictionary(p => p.Text);
            foreach (var property in shape.Properties)
            {
                if (!_byName.TryGetValue(property.Text, out var owners)) _byName[property.Text] = owners = [];
                if (owners.Count < MaxPerName) owners.Add(shape);
            }
        }
    }

    /// <summary>The twins of <paramref name="owner"/>, and that property in each of them (null where the twin never has it).</summary>
    public IEnumerable<(ObjectShape Owner, Property? Property)> Of(ObjectShape owner, Property property) =>
        TwinsOf(owner).Select(t => (t, _properties[t].GetValueOrDefault(property.Text)));

    private IReadOnlyList<ObjectShape> TwinsOf(ObjectShape owner)
    {
        if (_twins.TryGetValue(owner, out var known)) return known;
        if (!_properties.TryGetValue(owner, out var mine)) return _twins[owner] = [];
        return _twins[owner] = [.. owner.Properties.SelectMany(p => _byName[p.Text]).Distinct(ReferenceEqualityComparer.Instance).Cast<ObjectShape>()
            .Where(o => !ReferenceEquals(o, owner) && Shared(mine, _properties[o]) >= MinShared)];
    }

    private static double Shared(Dictionary<string, Property> mine, Dictionary<string, Property> theirs) =>
        mine.Keys.Count(theirs.ContainsKey) / (double)Math.Max(mine.Count, theirs.Count);
}
