namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Whether a property seen in every object is required, or optional and present by luck. The share of optional properties is learned
/// from the samples themselves (expectation maximisation over all objects seen at least twice): payloads of programs fill nearly
/// everything, files written by people hardly anything. An optional property is present with a probability drawn from Beta(2, 1),
/// so that all n of n have it with 2/(n+2).
/// </summary>
internal sealed class RequiredOdds
{
    private const double LocalWeight = 6;
    private readonly double _optional;

    public RequiredOdds(IEnumerable<ObjectShape> objects)
    {
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

    /// <summary>Whether a property that all <paramref name="shape"/>'s objects have is required.</summary>
    public bool IsRequired(ObjectShape shape)
    {
        var missing = shape.Properties.Count(p => p.Present < shape.Count);
        var here = ((LocalWeight * _optional) + missing) / (LocalWeight + shape.Properties.Count);
        return Posterior(Math.Max(here, _optional * 0.5), Weight(shape)) < 0.5;
    }

    // Objects of one sample were made by one hand: they count for a quarter beyond the first.
    private static double Weight(ObjectShape shape) => shape.Samples + (0.25 * (shape.Count - shape.Samples));

    private static double Posterior(double optional, double n)
    {
        var luck = optional * 2 / (n + 2);
        return luck / (luck + 1 - optional);
    }
}
