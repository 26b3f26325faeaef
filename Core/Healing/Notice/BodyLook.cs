using System.Text.Json;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// What an answer says beside its records: how many there are in all, and warnings. Top-level members and those of the objects among them are looked at;
/// lists are passed over.
/// </summary>
/// <param name="Total">Null where the answer does not say.</param>
/// <param name="Notices">Member and text.</param>
/// <param name="IsSmall">The answer as a whole is short enough to be quoted.</param>
internal sealed partial record BodyLook(long? Total, IReadOnlyList<(string Name, string Text)> Notices, bool IsSmall)
{
    private const int Small = 300;

    public static BodyLook Read(ReadOnlySpan<byte> body)
    {
        var (total, notices) = ((long?)null, new List<(string, string)>());
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) Members(ref reader, body, nested: false, ref total, notices);
        }
        catch (JsonException)
        {
            // Whoever reads the records says what is wrong with the answer.
        }
        return new BodyLook(total, notices, body.Length <= Small);
    }

    private static void Members(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, bool nested, ref long? total, List<(string Name, string Text)> notices)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (counts, warns) = (Counts(ref reader), Warns(ref reader));
            var name = warns ? reader.GetString()! : "";
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (counts && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) total = Math.Max(total ?? 0, number);
            if (!warns && !nested && reader.TokenType == JsonTokenType.StartObject)
            {
                Members(ref reader, body, nested: true, ref total, notices);
                continue;
            }
            reader.Skip();
            if (warns && System.Text.Encoding.UTF8.GetString(body[start..(int)reader.BytesConsumed]) is var text && Words().IsMatch(text)) notices.Add((name, text));
        }
    }

    private static bool Counts(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("total"u8) || reader.ValueTextEquals("total_count"u8) || reader.ValueTextEquals("totalCount"u8) || reader.ValueTextEquals("total_results"u8)
        || reader.ValueTextEquals("totalResults"u8) || reader.ValueTextEquals("total_records"u8) || reader.ValueTextEquals("totalSize"u8) || reader.ValueTextEquals("total_items"u8) || reader.ValueTextEquals("total_entries"u8);

    private static bool Warns(ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length is >= 4 and <= 40 && (Holds(ref reader, "warn"u8) || Holds(ref reader, "notice"u8) || Holds(ref reader, "deprecat"u8) || Holds(ref reader, "announce"u8) || Holds(ref reader, "sunset"u8));

    private static bool Holds(ref Utf8JsonReader reader, ReadOnlySpan<byte> word) => reader.ValueSpan.IndexOf(word) >= 0;

    [GeneratedRegex("deprecat|sunset|will be (removed|retired|discontinued|shut|turned off)|end[- ]of[- ]life|no longer be (supported|available)|(will|to) stop working", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
