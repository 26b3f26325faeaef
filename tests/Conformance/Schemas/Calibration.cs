namespace Supertrack.Conformance.Schemas;

/// <summary>Right answers by stated confidence, in fifths.</summary>
internal sealed class Calibration
{
    private readonly int[] _count = new int[5];
    private readonly int[] _right = new int[5];

    public void Add(double confidence, bool right)
    {
        var bucket = Math.Min(4, (int)(confidence * 5));
        _count[bucket]++;
        if (right) _right[bucket]++;
    }

    public override string ToString() => "right by confidence: " + string.Join(", ", Enumerable.Range(0, 5).Select(b => $"{b * 0.2:F1}-{(b + 1) * 0.2:F1}: {_right[b]}/{_count[b]}"));
}
