namespace Supertrack.Core.Schemas.Matching;

/// <summary>Cosine of descriptions, their words weighted by how rare they are in both schemas.</summary>
internal sealed class TextSimilarity
{
    private readonly Dictionary<string, Dictionary<string, double>> _vectors = [];
    private readonly Dictionary<string, int> _frequency = [];
    private readonly int _texts;

    public TextSimilarity(IEnumerable<string> texts)
    {
        foreach (var text in texts.Where(t => t.Length > 0))
        {
            _texts++;
            foreach (var word in WordsOf(text).Distinct()) _frequency[word] = _frequency.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>0 to 1; null where a side has no text.</summary>
    public double? Of(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return null;
        if (a == b) return 1;
        var left = Vector(a);
        var right = Vector(b);
        var dot = left.Sum(w => w.Value * right.GetValueOrDefault(w.Key));
        var norm = Math.Sqrt(left.Sum(w => w.Value * w.Value) * right.Sum(w => w.Value * w.Value));
        return norm == 0 ? null : dot / norm;
    }

    /// <summary>Whether the first sentences say opposite things: a word that only one has against one that only the other has (`first`, `last`).</summary>
    public static bool Contradict(string a, string b)
    {
        var left = WordsOf(FirstSentence(a)).ToHashSet();
        var right = WordsOf(FirstSentence(b)).ToHashSet();
        return left.Except(right).Any(w => right.Except(left).Any(o => Vocabulary.Exclude(w, o)));
    }

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..end] : text;

    private Dictionary<string, double> Vector(string text)
    {
        if (_vectors.TryGetValue(text, out var vector)) return vector;
        vector = WordsOf(text).GroupBy(w => w).ToDictionary(g => g.Key, g => (1 + Math.Log(g.Count())) * Math.Log(1 + ((_texts + 1.0) / (_frequency.GetValueOrDefault(g.Key) + 1))));
        return _vectors[text] = vector;
    }

    private static IEnumerable<string> WordsOf(string text) => Words.Of(text).Where(w => w.Length > 1 && !Stop.Contains(w)).Select(Vocabulary.Normal);

    private static readonly HashSet<string> Stop = ["the", "of", "a", "an", "is", "in", "to", "for", "and", "or", "on", "that", "this", "be", "by", "with", "as", "if", "it", "are", "was", "will", "can", "at", "from", "which", "when", "has", "have", "not"];
}
