using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Generation;

/// <summary>Fields that identify a record or say when it changed.</summary>
internal static class KeyFields
{
    private const string UuidMask = "5f0c7d2e";
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static KeyWriter PrimaryKey(JsonObject schema, string resource)
    {
        string type = SchemaFacts.TypeOf(schema);
        if (type is "integer" or "number")
        {
            return new KeyWriter((index, into) => into.Append(index + 1), text => Whole(text) is { } number ? number - 1 : -1, true);
        }

        if (SchemaFacts.Text(schema, "format") == "uuid")
        {
            return new KeyWriter(
                (index, into) =>
                {
                    into.Append("\"5f0c7d2e-0000-4000-8000-"u8);
                    into.AppendHex((ulong)index, 12);
                    into.Append((byte)'"');
                },
                text => text.Length == 36 && text.StartsWith(UuidMask, StringComparison.Ordinal)
                    && long.TryParse(text.AsSpan(24), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long found) ? found : -1,
                true);
        }

        string prefix = (resource.Length > 3 ? resource[..3] : resource).ToLowerInvariant() + "_";
        byte[] opening = Encoding.UTF8.GetBytes("\"" + prefix);
        return new KeyWriter(
            (index, into) =>
            {
                into.Append(opening);
                into.AppendDigits((ulong)index, 9);
                into.Append((byte)'"');
            },
            text => text.StartsWith(prefix, StringComparison.Ordinal) && Whole(text[prefix.Length..]) is { } number ? number : -1,
            true);
    }

    /// <summary>Times spread over at most four years from 2020, a second or more apart.</summary>
    public static KeyWriter Cursor(JsonObject schema, string path, int count)
    {
        long step = Math.Clamp(126_000_000L / Math.Max(count, 1), 1, 3600);
        string type = SchemaFacts.TypeOf(schema);
        if (type is "integer" or "number")
        {
            long begin = SchemaFacts.LooksLikeTime(path) ? Begin.ToUnixTimeSeconds() : 1;
            long stride = SchemaFacts.LooksLikeTime(path) ? step : 1;
            return new KeyWriter((index, into) => into.Append(begin + (index * stride)), _ => null, true);
        }

        return SchemaFacts.Text(schema, "format") == "date"
            ? new KeyWriter((index, into) => TimeText.AppendDate(into, Begin.ToUnixTimeSeconds() + (index * step)), _ => null, true)
            : new KeyWriter((index, into) => TimeText.AppendTime(into, Begin.ToUnixTimeSeconds() + (index * step)), _ => null, true);
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
