using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Lab.Generation;

namespace Supertrack.Lab.Fuzzing;

/// <summary>A made-up data set: a key, telling columns, and what makes data hard to match (look-alikes, copies, constants, nulls, nests).</summary>
internal sealed class DataSetDraft
{
    private static readonly DateTime s_start = new(2021, 3, 1, 6, 0, 0, DateTimeKind.Utc);

    private readonly Dice _dice;
    private readonly ulong _seed;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public DataSetDraft(Dice dice, ulong seed)
    {
        (_dice, _seed) = (dice, seed);
        Count = dice.Chance(25) ? 100 * dice.Between(1, 2) : dice.Between(60, 220);
        Columns = [.. Make()];
        CursorField = dice.Chance(35) ? Columns.FirstOrDefault(column => column.Name is "updated_at" or "modified" or "created")?.Name : null;
    }

    public int Count { get; }

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<string> Key { get; private set; } = [];

    /// <summary>The field that alone tells records apart; null where it takes several.</summary>
    public string? Unique => Key.Count == 1 ? Key[0] : null;

    /// <summary>A time that no later record has earlier; null where the stream is read in full.</summary>
    public string? CursorField { get; }

    public JsonObject Record(int index) => new(Columns.Select(column => KeyValuePair.Create(column.Name, column.Of(index))));

    private IEnumerable<Column> Make()
    {
        string key = _dice.One("id", "id", "id", "uid", "ticket_id", "code", "number", "Id");
        int first = _dice.Between(1, 9000);
        switch (_dice.Below(10))
        {
            case 0:
                Key = ["area", key];
                yield return new Column(Fresh("area"), ColumnKind.Part, index => Words.Currencies[index % Words.Currencies.Count]);
                yield return new Column(Fresh(key), ColumnKind.Part, index => first + (index / Words.Currencies.Count));
                break;
            case 1:
                Key = [$"self.{key}"];
                yield return new Column(Fresh("self"), ColumnKind.Part, index => new JsonObject { [key] = first + (index * 3), ["href"] = $"/things/{first + (index * 3)}" });
                break;
            default:
                Key = [key];
                yield return new Column(Fresh(key), ColumnKind.Key, KeyOf(_dice.Below(5), first));
                break;
        }

        foreach (Func<IEnumerable<Column>> group in _dice.Some<Func<IEnumerable<Column>>>([Names, Titles, Times, Amounts, Flags, Places, Lists, Codes, Rates, Copies, Loose], _dice.Between(4, 8)))
        {
            foreach (Column column in group())
            {
                yield return column;
            }
        }

        yield return new Column(Fresh("reference"), ColumnKind.Code, index => $"R-{Number("reference", index, 90_000) + 10_000}");
        if (_dice.Chance(50))
        {
            yield return new Column(Fresh("object"), ColumnKind.Constant, _ => "record");
        }
    }

    private Func<int, JsonNode?> KeyOf(int form, int first) => form switch
    {
        0 or 1 => index => first + (index * 3),
        2 => index => Uuid(Draw.Mix(_seed + (ulong)index), index),
        3 => index => $"rec_{Base36(Draw.Mix(_seed + (ulong)index))}",
        _ => index => (first + index).ToString("D6", CultureInfo.InvariantCulture),
    };

    private static string Uuid(ulong bits, int index) => $"{(uint)bits:x8}-{(ushort)(bits >> 32):x4}-4{index & 0xfff:x3}-8{(ushort)(bits >> 48) & 0xfff:x3}-{index:x12}";

    private IEnumerable<Column> Names()
    {
        yield return new(Fresh(_dice.One("full_name", "name", "customer_name")), ColumnKind.FullName, index => $"{Pick("fn", index, Words.FirstNames)} {Pick("ln", index, Words.LastNames)}");
        yield return new(Fresh("email"), ColumnKind.Text, index => $"{Base36((ulong)Number("email", index, 1_000_000))}.{index}@example.com");
    }

    private IEnumerable<Column> Titles()
    {
        yield return new(Fresh(_dice.One("title", "subject", "description", "label")), ColumnKind.Text, Sometimes("title", 12, index => $"{Pick("adj", index, Words.Adjectives)} {Pick("noun", index, Words.Nouns)} {Number("title", index, 500)}"));
        yield return new(Fresh("notes"), ColumnKind.Text, Sometimes("notes", 60, index => Number("notes", index, 9) == 0 ? "" : $"{Pick("n1", index, Words.Nouns)}, {Pick("n2", index, Words.Adjectives)}; \"{Number("n3", index, 99)}\""));
    }

    private IEnumerable<Column> Times()
    {
        bool unix = _dice.Chance(35);
        foreach (string name in _dice.One<string[]>(["created_at", "updated_at"], ["created", "modified", "last_seen"], ["opened_on", "closed_on"], ["starts_at", "ends_at", "confirmed_at"]))
        {
            int step = Number(name + "step", 0, 50) + 7;
            bool optional = name is "closed_on" or "confirmed_at" or "last_seen";
            bool ordered = name is "created_at" or "updated_at" or "created" or "modified";
            DateTime At(int index) => s_start.AddMinutes((index * 97L * step) + (ordered ? Number(name, index, 90) : Number(name, index, 900_000))).AddSeconds(Number(name + "s", index, 60));
            yield return new Column(Fresh(name), unix ? ColumnKind.UnixSeconds : ColumnKind.Iso, optional
                ? Sometimes(name, 35, index => Time(At(index), unix))
                : index => Time(At(index), unix));
        }

        if (_dice.Chance(40))
        {
            yield return new Column(Fresh("due_date"), ColumnKind.Date, index => s_start.AddDays(Number("due", index, 900)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    private IEnumerable<Column> Amounts()
    {
        bool cents = _dice.Chance(50);
        string name = cents ? _dice.One("price_cents", "amount") : _dice.One("price", "total_price", "fare");
        yield return new(Fresh(name), cents ? ColumnKind.Cents : ColumnKind.Money, index => cents ? (Number(name, index, 90_000) + 100) : Math.Round((Number(name, index, 90_000) + 100) / 100m, 2));
        // Alike by name and, in most rows, by value.
        if (_dice.Chance(50))
        {
            yield return new(Fresh("list_price"), cents ? ColumnKind.Cents : ColumnKind.Money, index =>
            {
                int value = Number(name, index, 90_000) + 100 + (Number("rebate", index, 10) < 8 ? 0 : 500);
                return cents ? value : Math.Round(value / 100m, 2);
            });
        }

        yield return new(Fresh("currency"), ColumnKind.Enumeration, index => Pick("currency", index, Words.Currencies));
    }

    private IEnumerable<Column> Flags()
    {
        IReadOnlyList<string> words = _dice.One(Words.Statuses);
        yield return new(Fresh(_dice.One("status", "state", "priority", "stage")), ColumnKind.Enumeration, index => Pick("status", index, words));
        yield return new(Fresh(_dice.One("active", "enabled", "archived", "is_paid")), ColumnKind.Flag, index => Number("flag", index, 5) < 2);
        if (_dice.Chance(40))
        {
            yield return new(Fresh("verified"), ColumnKind.Flag, index => Number("verified", index, 3) == 0);
        }
    }

    private IEnumerable<Column> Places()
    {
        if (_dice.Chance(50))
        {
            yield return new(Fresh("street"), ColumnKind.Text, index => $"{Number("house", index, 300)} {Pick("street", index, Words.Nouns)} St");
            yield return new(Fresh("city"), ColumnKind.Enumeration, index => Pick("city", index, Words.Cities));
            yield return new(Fresh("postcode"), ColumnKind.Digits, index => (Number("zip", index, 99_999)).ToString("D5", CultureInfo.InvariantCulture));
        }
        else
        {
            yield return new(Fresh(_dice.One("address", "location", "site")), ColumnKind.Nested, index => new JsonObject
            {
                ["line"] = $"{Number("house", index, 300)} {Pick("street", index, Words.Nouns)}",
                ["city"] = Pick("city", index, Words.Cities),
                ["geo"] = Number("geo", index, 6) == 0 ? null : new JsonObject { ["lat"] = Math.Round((Number("lat", index, 180_000) / 1000m) - 90, 3), ["lng"] = Math.Round((Number("lng", index, 360_000) / 1000m) - 180, 3) },
            });
        }
    }

    private IEnumerable<Column> Lists()
    {
        yield return new(Fresh(_dice.One("tags", "labels")), ColumnKind.TextList, index => new JsonArray([.. Enumerable.Range(0, Number("tags", index, 4)).Select(at => (JsonNode)Words.Nouns[(index + (at * 5)) % Words.Nouns.Count])]));
        if (_dice.Chance(50))
        {
            yield return new(Fresh(_dice.One("lines", "items", "entries")), ColumnKind.ObjectList, index => new JsonArray([.. Enumerable.Range(0, 1 + Number("lines", index, 3)).Select(at => (JsonNode)new JsonObject
            {
                ["sku"] = $"S{Number("sku", (index * 5) + at, 9000)}",
                ["quantity"] = Number("qty", (index * 5) + at, 40) + 1,
                ["unit_price"] = Math.Round((Number("up", (index * 5) + at, 9000) + 5) / 100m, 2),
            })]));
        }
    }

    private IEnumerable<Column> Codes()
    {
        yield return new(Fresh("customer_id"), ColumnKind.Code, index => $"cus_{Base36(Draw.Mix(_seed ^ (ulong)Number("cus", index, 40)))}");
        yield return new(Fresh("phone"), ColumnKind.Digits, Sometimes("phone", 20, index => $"0{(Number("phone", index, 900_000) + 100_000) * 7L}"));
    }

    private IEnumerable<Column> Rates()
    {
        foreach (string name in _dice.One<string[]>(["open_rate", "click_rate"], ["score", "rating"], ["temperature", "humidity"]))
        {
            yield return new(Fresh(name), ColumnKind.Money, Sometimes(name, 8, index => Math.Round(Number(name, index, 100_000) / 1000m, 3)));
        }

        yield return new(Fresh(_dice.One("quantity", "on_hand", "visits", "attempts")), ColumnKind.Whole, index => Number("whole", index, 400));
    }

    private IEnumerable<Column> Copies()
    {
        yield return new(Fresh("position"), ColumnKind.Counter, index => index + 1);
        yield return new(Fresh("external_ref"), ColumnKind.Copy, index => $"R-{Number("reference", index, 90_000) + 10_000}");
    }

    private IEnumerable<Column> Loose()
    {
        yield return new(Fresh("metadata"), ColumnKind.Nested, index => new JsonObject { ["source"] = Pick("source", index, Words.Nouns), ["ref"] = $"M{Number("meta", index, 70_000)}" });
        yield return new(Fresh("livemode"), ColumnKind.Constant, _ => true);
    }

    private string Fresh(string name)
    {
        while (!_names.Add(name))
        {
            name += "_2";
        }

        return name;
    }

    private int Number(string part, int index, int below) => (int)(new Draw(_seed).For(part).At(index) % (ulong)below);

    private string Pick(string part, int index, IReadOnlyList<string> words) => words[Number(part, index, words.Count)];

    private Func<int, JsonNode?> Sometimes(string part, int percentNull, Func<int, JsonNode?> value) => index => Number(part + "?", index, 100) < percentNull ? null : value(index);

    private static JsonNode Time(DateTime time, bool unix) =>
        unix ? new DateTimeOffset(time).ToUnixTimeSeconds() : time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Base36(ulong bits)
    {
        Span<char> text = stackalloc char[10];
        for (int at = 0; at < text.Length; at++, bits /= 36)
        {
            text[at] = "abcdefghijklmnopqrstuvwxyz0123456789"[(int)(bits % 36)];
        }

        return new string(text);
    }
}
