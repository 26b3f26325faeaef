using System.Text;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Generation;

/// <summary>Texts that fit a field's format and name.</summary>
internal static class TextWriters
{
    private const long FirstTime = 1_577_836_800;
    private const ulong TimeSpread = 126_000_000;

    public static ValueWriter Text(JsonObject schema, string path, Draw draw) =>
        OfFormat(SchemaFacts.Text(schema, "format"), draw) ?? OfName(path, draw);

    private static ValueWriter? OfFormat(string? format, Draw draw) => format switch
    {
        "date-time" => (index, into) => TimeText.AppendTime(into, FirstTime + (long)(draw.At(index) % TimeSpread)),
        "date" => (index, into) => TimeText.AppendDate(into, FirstTime + (long)(draw.At(index) % TimeSpread)),
        "time" => Pattern(draw, "\"", 12, ":", 59, ":", 59, "Z\""),
        "email" or "idn-email" => Email(draw),
        "uri" or "url" or "uri-reference" or "iri" => Pattern(draw, "\"https://assets.example.net/items/", 999_999, "\""),
        "hostname" => Pattern(draw, "\"host-", 999, ".example.net\""),
        "ipv4" => Pattern(draw, "\"10.", 255, ".", 255, ".", 255, "\""),
        "ipv6" => Pattern(draw, "\"2001:db8::", 999, ":", 999, "\""),
        "uuid" => Uuid(draw),
        _ => null,
    };

    private static ValueWriter OfName(string path, Draw draw)
    {
        string name = path.TrimEnd('[', ']');
        name = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return name switch
        {
            "first_name" or "firstname" or "given_name" => Pick(draw, WordLists.FirstNames),
            "last_name" or "lastname" or "family_name" or "surname" => Pick(draw, WordLists.LastNames),
            _ when name.Contains("email", StringComparison.Ordinal) => Email(draw),
            _ when SchemaFacts.LooksLikeTime(name) => OfFormat("date-time", draw)!,
            _ when name.Contains("phone", StringComparison.Ordinal) || name == "mobile" => Pattern(draw, "\"+1-555-", 999, "-", 9999, "\""),
            "city" or "town" => Pick(draw, WordLists.Cities),
            "country" => Pick(draw, WordLists.Countries),
            "currency" => Pick(draw, WordLists.Currencies),
            "language" or "locale" => Pick(draw, WordLists.Languages),
            "status" or "state" => Pick(draw, WordLists.States),
            "color" or "colour" => Pick(draw, WordLists.Colors),
            "zip" or "postcode" or "postal_code" => Pattern(draw, "\"", 99_999, "\""),
            "street" or "address" => Street(draw),
            _ when name.Contains("company", StringComparison.Ordinal) || name.Contains("organi", StringComparison.Ordinal) =>
                Pick(draw, WordLists.Companies),
            _ when name.Contains("url", StringComparison.Ordinal) => OfFormat("uri", draw)!,
            _ when name.Contains("sku", StringComparison.Ordinal) || name.Contains("code", StringComparison.Ordinal)
                || name.EndsWith("_id", StringComparison.Ordinal) || name == "id" => Pattern(draw, "\"R-", 999_999, "\""),
            _ when name.EndsWith("name", StringComparison.Ordinal) => Two(draw, WordLists.FirstNames, WordLists.LastNames),
            _ => Two(draw, WordLists.Adjectives, WordLists.Nouns),
        };
    }

    private static ValueWriter Pick(Draw draw, string[] words)
    {
        byte[][] quoted = [.. words.Select(word => Encoding.UTF8.GetBytes($"\"{word}\""))];
        return (index, into) => into.Append(quoted[draw.At(index) % (ulong)quoted.Length]);
    }

    private static ValueWriter Two(Draw draw, string[] firsts, string[] seconds)
    {
        byte[][] openings = [.. firsts.Select(word => Encoding.UTF8.GetBytes($"\"{word} "))];
        byte[][] endings = [.. seconds.Select(word => Encoding.UTF8.GetBytes($"{word}\""))];
        return (index, into) =>
        {
            ulong drawn = draw.At(index);
            into.Append(openings[drawn % (ulong)openings.Length]);
            into.Append(endings[(drawn >> 32) % (ulong)endings.Length]);
        };
    }

    private static ValueWriter Email(Draw draw)
    {
        byte[][] users = [.. WordLists.FirstNames.Select(word => Encoding.UTF8.GetBytes($"\"{word.ToLowerInvariant()}"))];
        return (index, into) =>
        {
            ulong drawn = draw.At(index);
            into.Append(users[drawn % (ulong)users.Length]);
            into.Append((long)((drawn >> 32) % 10_000));
            into.Append("@example.com\""u8);
        };
    }

    private static ValueWriter Street(Draw draw)
    {
        ValueWriter street = Pattern(draw, "\"", 199, " Elm Avenue\"");
        return street;
    }

    private static ValueWriter Uuid(Draw draw) => (index, into) =>
    {
        ulong high = draw.At(index);
        ulong low = Draw.Mix(high);
        into.Append((byte)'"');
        into.AppendHex(high >> 32, 8);
        into.Append((byte)'-');
        into.AppendHex(high >> 16, 4);
        into.Append("-4"u8);
        into.AppendHex(high, 3);
        into.Append("-a"u8);
        into.AppendHex(low >> 48, 3);
        into.Append((byte)'-');
        into.AppendHex(low, 12);
        into.Append((byte)'"');
    };

    /// <summary>Texts with numbers between them; each number is drawn from 0 to the given one, with as many digits.</summary>
    private static ValueWriter Pattern(Draw draw, params object[] parts)
    {
        (byte[]? Text, ulong Below, int Digits)[] steps = [.. parts.Select(part => part is string text
            ? (Encoding.UTF8.GetBytes(text), 0UL, 0)
            : ((byte[]?)null, (ulong)(int)part + 1, ((int)part).ToString().Length))];
        return (index, into) =>
        {
            ulong drawn = draw.At(index);
            foreach ((byte[]? text, ulong below, int digits) in steps)
            {
                if (text is not null)
                {
                    into.Append(text);
                    continue;
                }

                if (digits == 3 && below == 256)
                {
                    into.Append((long)(drawn % below));
                }
                else
                {
                    into.AppendDigits(drawn % below, digits);
                }

                drawn = Draw.Mix(drawn);
            }
        };
    }
}
