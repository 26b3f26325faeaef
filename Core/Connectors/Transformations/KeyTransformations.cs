using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Transformations;

/// <summary>Lower-cases the names of the top-level fields.</summary>
internal sealed class KeysToLower : ITransformation
{
    public void Apply(DictValue record, Scope scope)
    {
        var entries = Tree.Entries(record).ToList();
        record.Entries.Clear();
        foreach (var (key, value) in entries) record[key.ToLowerInvariant()] = value;
    }
}

/// <summary>Renames all keys to snake_case, in inner mappings too; letters beyond ASCII lose their marks.</summary>
internal sealed partial class KeysToSnakeCase : ITransformation
{
    public void Apply(DictValue record, Scope scope) => KeyRenaming.Apply(record, Rename);

    private static string Rename(string key)
    {
        var tokens = Token().Matches(LatinText.ToAscii(key)).Select(match => char.IsAsciiLetterOrDigit(match.Value[0]) ? match.Value : "").ToList();
        if (tokens.Count >= 3) tokens = [tokens[0], .. tokens[1..^1].Where(token => token.Length > 0), tokens[^1]];
        if (tokens.Count > 0 && tokens[0].Length > 0 && tokens[0].All(char.IsAsciiDigit)) tokens.Insert(0, "");
        return string.Join('_', tokens.Select(token => token.ToLowerInvariant()));
    }

    [GeneratedRegex(@"[A-Z]+[a-z]*|[a-z]+|\d+|[^a-zA-Z\d]+")]
    private static partial Regex Token();
}

/// <summary>Replaces a text in all keys, in inner mappings too.</summary>
internal sealed class KeysReplace(Interpolated old, Interpolated replacement) : ITransformation
{
    public void Apply(DictValue record, Scope scope)
    {
        scope.Set("record", record);
        var (from, to) = (old.Evaluate(scope).ToString(), replacement.Evaluate(scope).ToString());
        KeyRenaming.Apply(record, key => from.Length == 0 ? key : key.Replace(from, to, StringComparison.Ordinal));
    }
}

internal static class KeyRenaming
{
    public static void Apply(DictValue map, Func<string, string> rename)
    {
        var entries = Tree.Entries(map).ToList();
        map.Entries.Clear();
        foreach (var (key, value) in entries)
        {
            if (value is DictValue inner) Apply(inner, rename);
            map[rename(key)] = value;
        }
    }
}
