using System.Text;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// The properties of the objects of a path in the order first seen. With more than <see cref="InferenceOptions.MaxProperties"/> of them
/// it is a map: its values are one shape, and memory stays bounded.
/// </summary>
internal sealed class ObjectShape
{
    private readonly List<Property> _properties = [];
    private readonly Dictionary<ulong, int> _index = [];

    public long Count { get; private set; }

    /// <summary>Samples that have such an object: the objects of one sample resemble each other, so this is the stronger count.</summary>
    public long Samples => _countObjects ? Count : _samples;

    private long _samples;
    private long _lastSample = -1;
    private bool _countObjects;

    /// <summary>
    /// Takes every object for a sample from now on. Below a map that grew too large, which sample a value came from is lost when names
    /// are put together, and counting it for some would make the result depend on the order.
    /// </summary>
    public void CountObjects()
    {
        _countObjects = true;
        foreach (var property in _properties) property.CountObjects();
    }

    /// <summary>Counts one object of the numbered sample and gives the object's number.</summary>
    public long Begin(long sample)
    {
        if (_lastSample != sample)
        {
            _lastSample = sample;
            _samples++;
        }
        return Count++;
    }

    /// <summary>The shape of all values once there were too many names, else null.</summary>
    public Shape? Values { get; private set; }

    public IReadOnlyList<Property> Properties => _properties;

    /// <summary>What each value of the tag property goes with; null where no property can be a tag.</summary>
    public Variants? Variants { get; private set; }

    /// <summary>The property of that name, made on first sight; null where the object is a map.</summary>
    /// <param name="name">UTF-8, unescaped.</param>
    /// <param name="expected">Where it was the last time: names mostly come in the same order.</param>
    public Property? Find(ReadOnlySpan<byte> name, ref int expected, InferenceOptions options)
    {
        if (expected < _properties.Count && name.SequenceEqual(_properties[expected].Name)) return _properties[expected++];
        if (Values is not null) return null;
        var index = IndexOf(name);
        if (index >= 0)
        {
            expected = index + 1;
            return _properties[index];
        }
        if (_properties.Count >= options.MaxProperties)
        {
            Collapse(options);
            return null;
        }
        expected = _properties.Count + 1;
        return Append(name);
    }

    public void Merge(ObjectShape other, InferenceOptions options)
    {
        Count += other.Count;
        _samples += other._samples;
        if (other.Values is { } values)
        {
            Collapse(options);
            Values!.Merge(values, options);
        }
        foreach (var theirs in other._properties)
        {
            var at = int.MaxValue;
            if (Find(theirs.Name, ref at, options) is { } mine) mine.Merge(theirs, options);
            else Values!.Merge(theirs.Shape, options);
        }
        if (Values is not null) Variants = null;
        else if (other.Variants is { } variants) (Variants ??= new()).Merge(variants, theirs => IndexOf(other._properties[theirs].Name));
    }

    private Property Append(ReadOnlySpan<byte> name)
    {
        var property = new Property(name.ToArray(), _properties.Count);
        if (property.CanBeTag) Variants ??= new();
        var hash = ByteHash.Of(name);
        while (!_index.TryAdd(hash, _properties.Count)) hash++;
        _properties.Add(property);
        return property;
    }

    private int IndexOf(ReadOnlySpan<byte> name)
    {
        var hash = ByteHash.Of(name);
        while (_index.TryGetValue(hash, out var index))
        {
            if (name.SequenceEqual(_properties[index].Name)) return index;
            hash++;
        }
        return -1;
    }

    private void Collapse(InferenceOptions options)
    {
        if (Values is not null) return;
        Values = new();
        foreach (var property in _properties) Values.Merge(property.Shape, options);
        _properties.Clear();
        _index.Clear();
        Variants = null;
    }
}

/// <summary>One property: its name, in how many objects it was, and the shape of its values.</summary>
internal sealed class Property(byte[] name, int index)
{
    private static readonly HashSet<string> TagNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "type", "kind", "object", "event", "event_type", "eventType", "action", "__typename", "_type", "resource_type", "resourceType", "entity_type", "object_type", "@type", "category", "variant",
    };

    public byte[] Name { get; } = name;

    public int Index { get; } = index;

    public string Text { get; } = Encoding.UTF8.GetString(name);

    public Shape Shape { get; } = new();

    /// <summary>Objects that have it.</summary>
    public long Present { get; private set; }

    /// <summary>Samples that have it.</summary>
    public long Samples => _countObjects ? Present : _samples;

    private bool _countObjects;
    private long _samples;
    private long _lastObject = -1;
    private long _lastSample = -1;

    public void CountObjects() => _countObjects = true;

    /// <summary>Counts it for an object; false where that object had it already (a repeated name counts once).</summary>
    public bool Mark(long number, long sample)
    {
        if (_lastObject == number) return false;
        _lastObject = number;
        Present++;
        if (_lastSample == sample) return true;
        _lastSample = sample;
        _samples++;
        return true;
    }

    public bool CanBeTag { get; } = TagNames.Contains(Encoding.UTF8.GetString(name));

    public void Merge(Property other, InferenceOptions options)
    {
        Present += other.Present;
        _samples += other._samples;
        Shape.Merge(other.Shape, options);
    }
}
