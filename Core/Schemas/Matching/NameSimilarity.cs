namespace Supertrack.Core.Schemas.Matching;

/// <summary>How much two field names mean the same: words matched one to one, equal, synonymous or spelled alike; opposites exclude each other.</summary>
internal sealed class NameSimilarity
{
    private static readonly HashSet<string> Weak = [.. ((string[])["at", "on", "the", "of", "is", "has", "date", "time", "timestamp", "identifier", "datetime", "data", "info", "information", "value", "field", "a", "to"]).Select(Vocabulary.Normal)];
    private readonly Dictionary<string, IReadOnlyList<string>> _words = [];

    /// <summary>0 to 1; -1 where the names contradict each other (`created_at`, `finished_at`).</summary>
    public double Of(string a, string b)
    {
        if (a == b) return 1;
        if (string.Equals(a.Replace("_", "", StringComparison.Ordinal), b.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) return 0.99;
        var left = Normal(a);
        var right = Normal(b);
        if (left.Count == 0 || right.Count == 0) return 0;
        var contradicts = Contradict(left, right) || Contradict(right, left);
        var together = Covered(left, right) + Covered(right, left);
        var score = together / (left.Sum(Weight) + right.Sum(Weight));
        if (contradicts) return score > 0.3 ? -1 : 0;
        return Math.Max(Math.Min(score, 0.97), 0.8 * Spelling(string.Concat(left), string.Concat(right)));
    }

    public IReadOnlyList<string> Normal(string name)
    {
        if (!_words.TryGetValue(name, out var words)) _words[name] = words = [.. Words.Of(name).Select(Vocabulary.Normal)];
        return words;
    }

    // A word that only one side has, against one that only the other side has.
    private static bool Contradict(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        foreach (var word in a)
        {
            if (b.Contains(word)) continue;
            foreach (var other in b)
                if (!a.Contains(other) && Vocabulary.Exclude(word, other)) return true;
        }
        return false;
    }

    private static double Covered(IReadOnlyList<string> words, IReadOnlyList<string> by)
    {
        double sum = 0;
        foreach (var word in words)
        {
            double best = 0;
            foreach (var other in by)
            {
                var alike = word == other ? 1 : Vocabulary.AreSynonyms(word, other) ? 0.75 : Spelling(word, other) is var s && s > 0.75 ? s * 0.8 : 0;
                if (alike > best) best = alike;
            }
            sum += best * Weight(word);
        }
        return sum;
    }

    private static double Weight(string word) => Weak.Contains(word) ? 0.35 : 1;

    /// <summary>Jaro-Winkler-like: share of bigrams, with a bonus for the same beginning.</summary>
    private static double Spelling(string a, string b)
    {
        if (a == b) return 1;
        if (a.Length < 3 || b.Length < 3) return 0;
        var shared = 0;
        Span<bool> used = stackalloc bool[Math.Min(b.Length, 128)];
        for (var i = 0; i + 1 < a.Length; i++)
        {
            for (var j = 0; j + 1 < used.Length; j++)
            {
                if (used[j] || a[i] != b[j] || a[i + 1] != b[j + 1]) continue;
                used[j] = true;
                shared++;
                break;
            }
        }
        var dice = 2.0 * shared / (a.Length + b.Length - 2);
        var prefix = 0;
        while (prefix < 4 && prefix < a.Length && prefix < b.Length && a[prefix] == b[prefix]) prefix++;
        return dice + (0.08 * prefix * (1 - dice));
    }
}
