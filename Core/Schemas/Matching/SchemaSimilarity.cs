namespace Supertrack.Core.Schemas.Matching;

/// <summary>
/// Scores every pair of old and new fields from what the schemas say: names, descriptions, types, formats, values allowed, where they stand
/// and, for containers, what they hold. Parents and children tell each other in a few rounds.
/// </summary>
internal sealed class SchemaSimilarity
{
    private const int Rounds = 3;
    private readonly IReadOnlyList<SchemaField> _old, _new;
    private readonly double[,] _own;
    private readonly List<int>[] _oldChildren, _newChildren;

    public SchemaSimilarity(IReadOnlyList<SchemaField> oldFields, IReadOnlyList<SchemaField> newFields)
    {
        _old = oldFields;
        _new = newFields;
        _own = Own(oldFields, newFields);
        _oldChildren = Children(oldFields);
        _newChildren = Children(newFields);
        Scores = Propagate();
    }

    /// <summary>Old by new, 0 to 1.</summary>
    public double[,] Scores { get; }

    private static double[,] Own(IReadOnlyList<SchemaField> old, IReadOnlyList<SchemaField> @new)
    {
        var names = new NameSimilarity();
        var texts = new TextSimilarity(old.Concat(@new).Select(f => f.Description));
        var oldNames = old.Select(f => Near(old, f, f.Name)).ToHashSet();
        var newNames = @new.Select(f => Near(@new, f, f.Name)).ToHashSet();
        var own = new double[old.Count, @new.Count];
        for (var i = 0; i < old.Count; i++)
            for (var j = 0; j < @new.Count; j++)
                own[i, j] = Pair(old[i], @new[j], names, texts) * (HasNamesake(i, j) ? 0.72 : 1);
        return own;

        // Where a field of that very name stands in the same place on the other side, another name is a poor guess.
        bool HasNamesake(int i, int j) =>
            old[i].Name != @new[j].Name && (newNames.Contains(Near(old, old[i], old[i].Name)) || oldNames.Contains(Near(@new, @new[j], @new[j].Name)));
    }

    private static string Near(IReadOnlyList<SchemaField> fields, SchemaField field, string name)
    {
        var parent = field.Parent;
        while (parent >= 0 && fields[parent].IsItems) parent = fields[parent].Parent;
        return (parent < 0 || fields[parent].Parent < 0 ? "" : fields[parent].Name) + "." + name;
    }

    private static double Pair(SchemaField a, SchemaField b, NameSimilarity names, TextSimilarity texts)
    {
        var type = TypeSimilarity.Of(a, b);
        if (type == 0) return 0;
        var name = a.IsItems ? 1 : names.Of(a.Name, b.Name);
        var text = texts.Of(a.Description, b.Description);
        if (name < 0) return text > 0.98 ? 0.3 : 0.02;
        var score = name;
        if (text is { } t)
        {
            // The same text under another name says more than half a name; another text under half a name takes it back.
            score = name >= 0.985 ? 0.8 + (0.2 * t) : t > 0.55 ? Math.Max(name, (0.35 * name) + (0.65 * t)) : name * (0.55 + (0.45 * Math.Min(1, t / 0.5)));
            if (name < 0.985 && t < 0.3 && TextSimilarity.Contradict(a.Description, b.Description)) score *= 0.7;
        }
        if (a.Enum is { Count: > 1 } left && b.Enum is { Count: > 1 } right && left.Count(right.Contains) * 2 > left.Count) score = Math.Max(score, 0.75) + (0.1 * (1 - Math.Max(score, 0.75)));
        return score * (0.4 + (0.6 * type));
    }

    private double[,] Propagate()
    {
        var scores = (double[,])_own.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var up = (double[,])_own.Clone();
            for (var i = _old.Count - 1; i >= 0; i--)
                for (var j = _new.Count - 1; j >= 0; j--)
                    if (_oldChildren[i + 1].Count > 0 && _newChildren[j + 1].Count > 0) up[i, j] = Container(i, j, scores);
            for (var i = 0; i < _old.Count; i++)
                for (var j = 0; j < _new.Count; j++)
                    scores[i, j] = WithParent(up, scores, i, j);
        }
        return scores;
    }

    private double Container(int i, int j, double[,] scores)
    {
        var inner = Overlap(_oldChildren[i + 1], _newChildren[j + 1], scores);
        if (_old[i].IsItems != _new[j].IsItems) return 0;
        return _old[i].IsItems ? inner : Math.Max(0.45 * _own[i, j], 0) + (0.55 * inner);
    }

    /// <summary>Mean over the children of both sides of their best partner.</summary>
    private double Overlap(List<int> old, List<int> @new, double[,] scores)
    {
        double forward = 0, backward = 0;
        foreach (var i in old) forward += @new.Max(j => Math.Max(0, scores[i, j]));
        foreach (var j in @new) backward += old.Max(i => Math.Max(0, scores[i, j]));
        var mean = (forward + backward) / (old.Count + @new.Count);
        return Math.Max(mean, 0.9 * Math.Min(forward / old.Count, 1));
    }

    private double WithParent(double[,] up, double[,] scores, int i, int j)
    {
        int a = _old[i].Parent, b = _new[j].Parent;
        if (IsValueOf(_old, i, _new, j) && b >= 0) return Math.Min(0.97, Math.Max(0, scores[i, b]) + 0.05);
        if (IsValueOf(_new, j, _old, i) && a >= 0) return Math.Min(0.97, Math.Max(0, scores[a, j]) + 0.05);
        var parent = (a, b) switch
        {
            (-1, -1) => 1.0,
            (-1, _) => Depth(_new, j) * 0.45,
            (_, -1) => Depth(_old, i) * 0.45,
            _ => Math.Max(0, scores[a, b]),
        };
        var wanted = _old[i].IsItems ? 0.5 : 0.72;
        var score = (wanted * up[i, j]) + ((1 - wanted) * parent * Math.Min(1, up[i, j] * 1.6));
        return _old[i].Path == _new[j].Path ? Math.Max(score, 0.6 + (0.4 * up[i, j])) : Math.Min(score, 0.985);
    }

    /// <summary>Whether a plain field became an object, or the other way, and this is the member that holds the plain value.</summary>
    private static bool IsValueOf(IReadOnlyList<SchemaField> plain, int i, IReadOnlyList<SchemaField> wrapped, int j)
    {
        if (plain[i].IsContainer || wrapped[j].IsContainer || wrapped[j].Parent < 0 || plain[i].IsItems) return false;
        var holder = wrapped[wrapped[j].Parent];
        return wrapped[j].Name is "value" or "id" or "key" or "code" && holder.Name == plain[i].Name && holder.Types.Contains("object") && wrapped[j].Name != plain[i].Name;
    }

    private static double Depth(IReadOnlyList<SchemaField> fields, int index)
    {
        var steps = 0;
        for (var at = fields[index].Parent; at >= 0; at = fields[at].Parent)
            if (!fields[at].IsItems) steps++;
        return steps <= 1 ? 1 : 1.0 / steps;
    }

    private static List<int>[] Children(IReadOnlyList<SchemaField> fields)
    {
        var children = new List<int>[fields.Count + 1];
        for (var i = 0; i < children.Length; i++) children[i] = [];
        foreach (var field in fields) children[field.Parent + 1].Add(field.Index);
        return children;
    }
}
