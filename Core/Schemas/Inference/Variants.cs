using System.Text;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Which properties go with which value of a tag (`"type": "card"`), counted by names so that it merges. Beyond
/// <see cref="MaxTags"/> values of one tag it is no tag.
/// </summary>
internal sealed class Variants
{
    private const int MaxTags = 24;
    private readonly Dictionary<string, Dictionary<string, Variant>?> _tags = [];

    /// <summary>Tag property, then tag value, then what goes with it. A tag with too many values is left out.</summary>
    public IEnumerable<KeyValuePair<string, Dictionary<string, Variant>>> Tags =>
        _tags.Where(t => t.Value is not null).Select(t => new KeyValuePair<string, Dictionary<string, Variant>>(t.Key, t.Value!));

    public void Add(Property tag, ReadOnlySpan<byte> value, ReadOnlySpan<int> properties, IReadOnlyList<Property> names)
    {
        if (!_tags.TryGetValue(tag.Text, out var byValue)) _tags[tag.Text] = byValue = [];
        if (byValue is null) return;
        if (value.Length > 64)
        {
            _tags[tag.Text] = null;
            return;
        }
        var text = Encoding.UTF8.GetString(value);
        if (!byValue.TryGetValue(text, out var variant))
        {
            if (byValue.Count == MaxTags)
            {
                _tags[tag.Text] = null;
                return;
            }
            byValue[text] = variant = new();
        }
        variant.Count++;
        foreach (var property in properties) variant.Increment(names[property].Text, 1);
    }

    public void Merge(Variants other)
    {
        foreach (var (tag, theirs) in other._tags)
        {
            if (theirs is null || (_tags.TryGetValue(tag, out var mine) && mine is null))
            {
                _tags[tag] = null;
                continue;
            }
            mine ??= [];
            foreach (var (value, variant) in theirs)
            {
                if (!mine.TryGetValue(value, out var known)) mine[value] = known = new();
                known.Merge(variant);
            }
            _tags[tag] = mine.Count > MaxTags ? null : mine;
        }
    }
}

/// <summary>Objects with one value of the tag, and how many of them have each property.</summary>
internal sealed class Variant
{
    public long Count { get; set; }

    public Dictionary<string, long> Present { get; } = [];

    public void Increment(string property, long by) => Present[property] = Present.GetValueOrDefault(property) + by;

    public void Merge(Variant other)
    {
        Count += other.Count;
        foreach (var (property, count) in other.Present) Increment(property, count);
    }
}
