namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Whether a property seen in every object is required, or optional and present by luck. The share of optional properties is learned
/// from the samples themselves (expectation maximisation over all objects seen at least twice): payloads of programs fill nearly
/// everything, files written by people hardly anything. An optional property is present with a probability drawn from Beta(2, 1),
/// so that all n of n have it with 2/(n+2). Objects of other paths with the same properties count as weaker evidence, and an object
/// seen once is judged by what is usual in its samples, or not at all where there is but one sample.
/// </summary>
internal sealed class RequiredOdds
{
    private const double LocalWeight = 6;
    private const double TwinWeight = 0.25;

    // Below, one example: it cannot tell rule from luck by itself.
    private const double Single = 1.5;
    private const double MaxOptionalOfSingle = 0.1;

    // Parts of a document (lists, objects at its top) are left out more often than its values; a wrong demand there refuses whole documents.
    private const double TopParts = 4;
    private const double TopValues = 2;
    private const double MaxLuck = 0.4;
    private readonly double _optional;
    private readonly bool _repeated;
    private const double IdentityOdds = 0.5;
    private readonly ObjectTwins _twins;

    public RequiredOdds(IReadOnlyList<ObjectShape> objects, ObjectTwins twins)
    {
        _twins = twins;
        _repeated = objects.Any(o => o.Samples >= 2);
        var full = new List<double>();
        double missing = 0;
        foreach (var shape in objects.Where(o => o.Count >= 2 && o.Values is null))
        {
            foreach (var property in shape.Properties)
            {
                if (property.Present < shape.Count) missing++;
                else full.Add(Weight(shape));
            }
        }
        // One imagined property of each kind keeps the estimate off 0 and 1.
        var optional = (missing + 0.5) / (missing + full.Count + 1);
        for (var round = 0; round < 20 && full.Count > 0; round++)
            optional = (missing + 0.5 + full.Sum(n => Posterior(optional, n))) / (missing + full.Count + 1);
        _optional = Math.Clamp(optional, 0.005, 0.98);
    }

    /// <summary>Which of the properties that all of <paramref name="shape"/>'s objects have are required.</summary>
    public IEnumerable<Property> RequiredOf(ObjectShape shape, bool top)
    {
        var missing = shape.Properties.Count(p => p.Present < shape.Count);
        var here = ((LocalWeight * _optional) + missing) / (LocalWeight + shape.Properties.Count);
        var prior = Math.Max(here, _optional * 0.5);
        foreach (var property in shape.Properties.Where(p => p.Present == shape.Count))
        {
            if (top && Weight(shape) < (IsPart(property) ? TopParts : TopValues)) continue;
            var weight = Weight(shape) + (TwinWeight * TwinsThatHave(shape, property));
            if (weight < Single && !(_repeated && _optional <= MaxOptionalOfSingle)) continue;
            if (Posterior(Named(prior, property.Text), weight) < MaxLuck) yield return property;
        }
    }

    // What things are told apart by is seldom left out.
    private static double Named(double optional, string name)
    {
        var odds = optional / (1 - optional) * (Identities.Contains(name) ? IdentityOdds : 1);
        return odds / (1 + odds);
    }

    private double TwinsThatHave(ObjectShape shape, Property property) =>
        _twins.Of(shape, property).Where(t => t.Property?.Present == t.Owner.Count).Sum(t => Weight(t.Owner));

    private static bool IsPart(Property property) => (property.Shape.Kinds & (JsonKinds.Object | JsonKinds.Array)) != 0;

    // Objects of one sample were made by one hand: they count for a quarter beyond the first.
    private static double Weight(ObjectShape shape) => shape.Samples + (0.25 * (shape.Count - shape.Samples));

    private static double Posterior(double optional, double n)
    {
        var luck = optional * 2 / (n + 2);
        return luck / (luck + 1 - optional);
    }

    private static readonly HashSet<string> Identities = new(StringComparer.OrdinalIgnoreCase) { "id", "name", "type", "kind", "key", "uuid" };
}
