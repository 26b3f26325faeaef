using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Records;

/// <summary>The same value as another JSON type. Null stays null, and what has no such form stays as it is.</summary>
internal static class Retyping
{
    public static JsonNode? To(JsonNode? value, RetypeTarget target)
    {
        if (value is not JsonValue)
        {
            return value;
        }

        string text = ValueText.Of(value);
        return target switch
        {
            RetypeTarget.String => text,
            RetypeTarget.Integer => Integer(value, text),
            RetypeTarget.Number => ValueText.TryNumber(text, out double number) ? number : Truth(text) is { } flag ? flag ? 1 : 0 : value,
            RetypeTarget.Boolean => Truth(text) is { } flag ? flag : value,
            RetypeTarget.UnixSeconds => Time(value, text) is { } time ? time.ToUnixTimeSeconds() : value,
            RetypeTarget.UnixMillis => Time(value, text) is { } time ? time.ToUnixTimeMilliseconds() : value,
            _ => Time(value, text) is { } time ? Iso(time) : value,
        };
    }

    private static JsonNode Integer(JsonNode value, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
        : ValueText.TryNumber(text, out double number) ? (long)Math.Round(number)
        : Truth(text) is { } flag ? flag ? 1 : 0
        : value;

    private static bool? Truth(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" or "" => false,
        _ => null,
    };

    private static DateTimeOffset? Time(JsonNode value, string text)
    {
        if (ValueText.TryTime(text, out DateTimeOffset time))
        {
            return time;
        }

        if (value.GetValueKind() != JsonValueKind.Number || !ValueText.TryNumber(text, out double number))
        {
            return null;
        }

        return DateTimeOffset.FromUnixTimeMilliseconds((long)(Math.Abs(number) > 1e11 ? number : number * 1000));
    }

    private static string Iso(DateTimeOffset time) => time.Millisecond == 0
        ? time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
