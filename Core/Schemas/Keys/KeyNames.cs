using Supertrack.Core.Schemas.Matching;

namespace Supertrack.Core.Schemas.Keys;

/// <summary>What the names of columns and tables say about keys: `customer_id` names `customers`, `Team1Id` names `Team`, `mgr` names `employee`.</summary>
internal static class KeyNames
{
    private static readonly HashSet<string> IdWords = [.. ((string[])["id", "key", "code", "no", "nr", "number", "num", "uuid", "guid", "pk", "fk", "sk", "oid", "identifier", "ref", "isbn", "ssn", "sku", "iata", "icao"]).Select(Vocabulary.Normal)];
    private static readonly HashSet<string> OrdinalWords = [.. ((string[])["line", "seq", "sequence", "position", "order", "index", "rank", "year", "month", "date", "day", "language", "type", "name", "start", "from", "version", "season", "semester", "round", "stage", "ordinal", "lap", "stop"]).Select(Vocabulary.Normal)];
    private static readonly HashSet<string> SelfWords = [.. ((string[])["parent", "manager", "supervisor", "boss", "reports", "superior", "head", "leader", "mentor", "previous", "prev", "next", "original", "root", "replaces", "successor", "predecessor", "spouse", "duplicate", "master"]).Select(Vocabulary.Normal)];
    private static readonly HashSet<string> Quantities = [.. ((string[])["duration", "count", "total", "amount", "rate", "price", "cost", "length", "size", "days", "hours", "minutes", "seconds", "weight", "height", "width", "score", "percent", "quantity", "qty", "limit", "age", "points"]).Select(Vocabulary.Normal)];
    private static readonly HashSet<string> Generic = ["id", "code", "name", "key", "no", "number", "uuid", "guid", "pk", "title", "value", "type", "description", "date"];

    public static bool IsIdLike(string name)
    {
        var lower = name.ToLowerInvariant();
        if (Words.Of(name).Select(Vocabulary.Normal).Any(w => IdWords.Contains(w))) return true;
        return lower.EndsWith("id", StringComparison.Ordinal) && lower is not ("paid" or "valid" or "grid" or "void" or "bid" or "mid" or "said" or "aid" or "covid" or "humid" or "fluid") || lower.EndsWith("key", StringComparison.Ordinal) || lower.EndsWith("code", StringComparison.Ordinal) || lower.EndsWith("num", StringComparison.Ordinal);
    }

    public static bool IsOrdinal(string name) => Words.Of(name).Select(Vocabulary.Normal).Any(OrdinalWords.Contains);

    public static bool IsSelfReference(string name) => Words.Of(name).Select(Vocabulary.Normal).Any(SelfWords.Contains);

    public static bool IsGeneric(string name) => Generic.Contains(name.ToLowerInvariant());

    /// <summary>1 where the column names its own table's key (`id`, `customer_id` in `customers`), 0 where it does not.</summary>
    public static double OfTable(string column, string table)
    {
        if (column.ToLowerInvariant() is "id" or "pk" or "uuid" or "guid" or "_id" or "rowid") return 1;
        var stem = Stem(column);
        if (!IsIdLike(column)) return 0;
        if (stem.Count == 0) return 0.8;
        var names = TableWords(table);
        if (Flat(stem) == Flat(names) || (names.Count > 0 && Flat(stem) == names[^1])) return 1;
        return Flat(names).StartsWith(Flat(stem), StringComparison.Ordinal) && Flat(stem).Length >= 3 ? 0.85 : Alike(stem, names) * 0.9;
    }

    /// <summary>Whether the name says how much or how long, and so nothing that could be referred to: `rental_duration`.</summary>
    public static bool IsQuantity(string name) => Words.Of(name) is [.., var last] && Quantities.Contains(Vocabulary.Normal(last));

    /// <summary>Whether a table is named after what it joins: `film_category` after `film` and `category`.</summary>
    public static bool Joins(string table, string one, string other)
    {
        string name = Flat(TableWords(table)), first = Flat(TableWords(one)), second = Flat(TableWords(other));
        return name == first + second || name == second + first;
    }

    /// <summary>Whether the column names another of the tables.</summary>
    public static bool NamesOther(TableColumn column, IReadOnlyList<string> tables) =>
        IsIdLike(column.Name) && tables.Any(t => t != column.Table && Towards(column.Name, t) >= 0.7) && Towards(column.Name, column.Table) < 0.9;

    /// <summary>How clearly a column's name points to a table, 0 to 1.</summary>
    public static double Towards(string column, string table)
    {
        var stem = Stem(column);
        var names = TableWords(table);
        if (stem.Count == 0 || names.Count == 0) return 0;
        string flat = Flat(stem), target = Flat(names);
        if (flat == target) return 1;
        if (stem.Count > names.Count && stem.TakeLast(names.Count).SequenceEqual(names)) return 0.92;
        if (flat.EndsWith(target, StringComparison.Ordinal) && target.Length >= 3) return 0.88;
        if (names.Count > 1 && names[^1] == flat) return 0.8;
        if (stem.Count > names.Count && stem.Take(names.Count).SequenceEqual(names)) return 0.75;
        if (flat.Length >= 2 && target.StartsWith(flat, StringComparison.Ordinal)) return flat.Length >= 3 ? 0.78 : 0.55;
        if (target.Length >= 4 && flat.Contains(target, StringComparison.Ordinal)) return 0.7;
        // The last part of a compound: `hero_id` names `superhero`.
        if (flat.Length >= 4 && target.EndsWith(flat, StringComparison.Ordinal)) return 0.72;
        return 0.75 * Alike(stem, names);
    }

    /// <summary>The words of a column's name without those that only say it is a key.</summary>
    public static IReadOnlyList<string> Stem(string column)
    {
        var words = Words.Of(column).Where(w => !w.All(char.IsAsciiDigit)).ToList();
        var stem = words.Select(Vocabulary.Normal).Where(w => !IdWords.Contains(w)).ToList();
        if (stem.Count == 0 || stem.Count < words.Count) return stem;
        // customerid, countrycode: no word border.
        foreach (var ending in (string[])["id", "code", "key", "no", "num", "nr"])
            if (words[^1].Length > ending.Length + 1 && words[^1].EndsWith(ending, StringComparison.Ordinal)) return [.. stem.SkipLast(1), Vocabulary.Normal(words[^1][..^ending.Length])];
        return stem;
    }

    private static List<string> TableWords(string table)
    {
        var words = Words.Of(table).Select(Vocabulary.Normal).Where(w => !w.All(char.IsAsciiDigit)).ToList();
        return words.Count > 1 && words[0] is "tbl" or "tb" or "dim" or "fact" or "t" ? words[1..] : words;
    }

    private static double Alike(IReadOnlyList<string> stem, IReadOnlyList<string> names)
    {
        var shared = names.Count(n => stem.Any(s => s == n || Vocabulary.AreSynonyms(s, n)));
        return shared == 0 ? 0 : shared / (double)Math.Max(names.Count, 1) * (stem.Count <= names.Count + 1 ? 1 : 0.8);
    }

    private static string Flat(IEnumerable<string> words) => string.Concat(words);
}
