using System.Text;

namespace Supertrack.Core.Storage;

/// <summary>Turns names out of foreign APIs into names that are safe and pleasant in SQL: snake case, at most 54 bytes, never empty.</summary>
public static class ColumnNames
{
    /// <summary>PostgreSQL cuts names at 63 bytes; nine are left for the suffixes of clashes and staging tables.</summary>
    public const int MaximumBytes = 54;

    /// <summary>Columns that every table has besides the stream's own.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["_row", "_key", "_run", "_synced_at", "_extra"];

    public static string Normalise(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var result = new StringBuilder(name.Length + 4);
        var bytes = 0;
        var previous = '\0';
        foreach (var rune in name.EnumerateRunes())
        {
            var letter = Rune.IsLetterOrDigit(rune);
            var upper = letter && Rune.IsUpper(rune);
            if (upper && (char.IsLower(previous) || char.IsDigit(previous)) && bytes < MaximumBytes)
            {
                result.Append('_');
                bytes++;
            }
            var written = letter ? Rune.ToLowerInvariant(rune) : new Rune('_');
            if (bytes + written.Utf8SequenceLength > MaximumBytes)
                break;
            result.Append(written.ToString());
            bytes += written.Utf8SequenceLength;
            previous = upper ? 'A' : letter && Rune.IsDigit(rune) ? '1' : letter ? 'a' : '_';
        }
        if (result.Length == 0 || result.ToString().All(c => c == '_'))
            return "field";
        return char.IsDigit(result[0]) ? "n" + result.ToString(0, Math.Min(result.Length, MaximumBytes - 1)) : result.ToString();
    }

    /// <summary>The normalised name, or with the first free number behind it where that is taken or reserved.</summary>
    public static string Unique(string name, Func<string, bool> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var wanted = Normalise(name);
        var candidate = wanted;
        for (var number = 2; taken(candidate) || Reserved.Contains(candidate); number++)
            candidate = $"{wanted}_{number}";
        return candidate;
    }

    /// <summary>A name in double quotes, with quotes inside doubled: both databases read it as a name and nothing else.</summary>
    public static string Quote(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Contains('\0'))
            throw new ArgumentException("A database name cannot contain the character U+0000.", nameof(name));
        return "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
