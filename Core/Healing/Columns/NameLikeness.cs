using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Columns;

/// <summary>How alike two column names are, 0 to 1: shared words of the last name, with the names before it as help.</summary>
internal static partial class NameLikeness
{
    /// <summary>From here on the names say the same but for words that carry no meaning of their own.</summary>
    public const double Told = 0.9;

    private static readonly string[] s_fillers = ["is", "has", "flag", "code", "value", "the"];

    public static double Of(string first, string second)
    {
        if (first == second) return 1;
        var (left, right) = (Words(Leaf(first)), Words(Leaf(second)));
        if (left.SetEquals(right)) return 0.95;
        if (left.Except(s_fillers).ToHashSet() is { Count: > 0 } core && core.SetEquals(right.Except(s_fillers))) return Told;
        var shared = left.Intersect(right).Count();
        var leaf = shared == 0 ? 0 : 2.0 * shared / (left.Count + right.Count);
        var (all, others) = (Words(first), Words(second));
        return Math.Max(leaf, 0.9 * all.Intersect(others).Count() * 2 / (all.Count + others.Count));
    }

    private static string Leaf(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static HashSet<string> Words(string name) => [.. WordPattern().Matches(name).Select(match => match.Value.ToLowerInvariant())];

    [GeneratedRegex(@"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")]
    private static partial Regex WordPattern();
}
