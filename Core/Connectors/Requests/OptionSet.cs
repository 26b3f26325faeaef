using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Where a value goes in a request.</summary>
internal enum OptionPlace
{
    Parameter,
    Header,
    BodyData,
    BodyJson,
}

/// <summary>The parts of a request that several components contribute to: query, headers, form and JSON body.</summary>
internal sealed class OptionSet
{
    private readonly DictValue?[] _maps = new DictValue?[4];

    /// <summary>A body of plain text; excludes form fields.</summary>
    public string? BodyText { get; set; }

    public DictValue this[OptionPlace place] => _maps[(int)place] ??= new DictValue();

    public DictValue? Peek(OptionPlace place) => _maps[(int)place];

    /// <summary>Adds another contributor's part. Keys may not collide, save equal values in JSON bodies.</summary>
    public void Merge(OptionSet other)
    {
        for (var place = OptionPlace.Parameter; place <= OptionPlace.BodyJson; place++)
            if (other.Peek(place) is { Count: > 0 } source) Merge(place, source);
        if (other.BodyText is null) return;
        if (BodyText is not null || Peek(OptionPlace.BodyData) is { Count: > 0 }) throw Collision("body", "two components give the whole body");
        BodyText = other.BodyText;
    }

    public void Merge(OptionPlace place, DictValue source)
    {
        if (place == OptionPlace.BodyData && BodyText is not null) throw Collision("body", "a text body cannot take form fields");
        Merge(this[place], source, "", place == OptionPlace.BodyJson);
    }

    private static void Merge(DictValue target, DictValue source, string path, bool equalMayMeet)
    {
        foreach (var (key, value) in source.Pairs)
        {
            var at = path.Length == 0 ? key.ToString() : $"{path}.{key}";
            if (!target.TryGet(key, out var existing)) target.Entries[key] = Tree.Copy(value);
            else if (equalMayMeet && existing is DictValue inner && value is DictValue added) Merge(inner, added, at, equalMayMeet);
            else if (!equalMayMeet || !Tree.Same(existing, value)) throw Collision(at, "two components set it");
        }
    }

    private static ConnectorException Collision(string key, string why) =>
        new(FailureKind.System, $"The request's '{key}' is ambiguous: {why}. Set it in one place of the manifest only.");
}
