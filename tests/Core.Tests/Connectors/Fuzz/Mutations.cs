namespace Supertrack.Core.Tests.Connectors.Fuzz;

/// <summary>Seeded damage to texts and bytes; the same seed gives the same damage.</summary>
internal static class Mutations
{
    private static readonly string[] Fragments =
    [
        "{{", "}}", "{%", "%}", "\"", "'", "[", "]", "{", "}", ":", ",", "- ", "\n", "  ", "null", "~", "&a ", "*a", "<<: ", "$ref: '#/definitions/x'", "#/streams/0", "type: ", "0", "-1",
        "1e999", "99999999999999999999", "true", "P1D", "%Y", "\0", "\u2028", "é", "\ud83d\ude00", "!!binary ", "? ", "|", ">", "[[[[[[[[", "{{{{{{", "**", "*", "../..",
    ];

    /// <summary>Lines and fragments deleted, doubled, moved or put in.</summary>
    public static string Of(string text, Random random)
    {
        for (var times = random.Next(1, 5); times > 0; times--) text = Once(text, random);
        return text;
    }

    private static string Once(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(40, text.Length - at) + 1);
        switch (random.Next(6))
        {
            case 0: return text.Remove(at, length);
            case 1: return text.Insert(at, Fragments[random.Next(Fragments.Length)]);
            case 2: return text.Insert(random.Next(text.Length + 1), text.Substring(at, length));
            case 3: return text.Remove(at, length).Insert(at, Fragments[random.Next(Fragments.Length)]);
            default: return Lines(text, random);
        }
    }

    private static string Lines(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (from, to) = (random.Next(lines.Count), random.Next(lines.Count));
        if (random.Next(3) == 0) lines.RemoveAt(from);
        else if (random.Next(2) == 0) lines.Insert(to, lines[from]);
        else (lines[from], lines[to]) = (lines[to], lines[from]);
        return string.Join('\n', lines);
    }

    /// <summary>Bytes changed, cut off, taken out or doubled.</summary>
    public static byte[] Of(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var times = random.Next(1, 6); times > 0 && changed.Count > 0; times--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0: changed[at] = (byte)random.Next(256); break;
                case 1: changed.RemoveRange(at, changed.Count - at); break;
                case 2: changed.RemoveRange(at, random.Next(Math.Min(8, changed.Count - at) + 1)); break;
                case 3: changed.InsertRange(at, changed.Skip(random.Next(changed.Count)).Take(16).ToArray()); break;
                default: changed.InsertRange(at, Enumerable.Repeat((byte)"[{\"<,\\0-"[random.Next(8)], random.Next(1, 600))); break;
            }
        }
        return [.. changed];
    }
}
