using System.Text;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Which properties go with which value of a tag (`"type": "card"`), counted by the places of properties in their object. Beyond
/// <see cref="MaxTags"/> values of one tag, or with a long value, it is no tag.
/// </summary>
internal sealed class Variants
{
    private const int MaxTags = 24;
    private const int MaxTagBytes = 64;
    private readonly Dictionary<int, List<Variant>?> _tags = [];

    /// <summary>Place of the tag property, then its values with what goes with each. A tag with too many values is left out.</summary>
    public IEnumerable<(int Tag, IReadOnlyList<Variant> Values)> Tags =>
        _tags.Where(t => t.Value is not null).Select(t => (t.Key, (IReadOnlyList<Variant>)t.Value!));

    public void Add(int tag, ReadOnlySpan<byte> value, ReadOnlySpan<int> properties)
    {
        if (Find(tag, value) is not { } variant) return;
        variant.Count++;
        foreach (var property in properties) variant.Increment(property, 1);
    }

    /// <param name="place">The place here of a property that has another place there.</param>
    public void Merge(Variants other, Func<int, int> place)
    {
        foreach (var (theirTag, theirs) in other._tags)
        {
            var tag = place(theirTag);
            if (theirs is null) _tags[tag] = null;
            foreach (var variant in theirs ?? [])
            {
                if (Find(tag, variant.Value) is not { } mine) break;
                mine.Count += variant.Count;
                for (var i = 0; i < variant.Present.Count; i++)
                    if (variant.Present[i] > 0) mine.Increment(place(i), variant.Present[i]);
            }
        }
    }

    private Variant? Find(int tag, ReadOnlySpan<byte> value)
    {
        if (!_tags.TryGetValue(tag, out var values)) _tags[tag] = values = [];
        if (values is null) return null;
        foreach (var variant in values)
            if (value.SequenceEqual(variant.Value)) return variant;
        if (values.Count == MaxTags || value.Length > MaxTagBytes)
        {
            _tags[tag] = null;
            return null;
        }
        values.Add(new Variant(value.ToArray()));
        return values[^1];
    }
}

/// <summary>Objects with one value of the tag, and how many of them have each property.</summary>
internal sealed class Variant(byte[] value)
{
    private readonly List<long> _present = [];

    public byte[] Value { get; } = value;

    public string Text => Encoding.UTF8.GetString(Value);

    public long Count { get; set; }

    /// <summary>By the place of the property; places beyond the end are 0.</summary>
    public IReadOnlyList<long> Present => _present;

    public long With(int property) => property < _present.Count ? _present[property] : 0;

    public void Increment(int property, long by)
    {
        while (_present.Count <= property) _present.Add(0);
        _present[property] += by;
    }
}
