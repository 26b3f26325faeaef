using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Records;

/// <summary>JSON values as text, times and order.</summary>
internal static class ValueText
{
    /// <summary>A string as it is, anything else as JSON (<c>true</c>, <c>1</c>, <c>null</c>).</summary>
    public static string Of(JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : value?.ToJsonString() ?? "null";

    /// <summary>An ISO 8601 date or time, UTC where no offset is given.</summary>
    public static bool TryTime(string text, out DateTimeOffset time)
    {
        time = default;
        return text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>
    /// Orders two values given as text: as numbers, as times (a number on one side is a Unix time in seconds or milliseconds), else as text.
    /// </summary>
    public static int Compare(string left, string right)
    {
        bool leftNumber = TryNumber(left, out double a);
        bool rightNumber = TryNumber(right, out double b);
        if (leftNumber && rightNumber)
        {
            return a.CompareTo(b);
        }

        bool leftTime = TryTime(left, out DateTimeOffset from);
        bool rightTime = TryTime(right, out DateTimeOffset to);
        if ((leftTime || leftNumber) && (rightTime || rightNumber))
        {
            double x = leftTime ? Seconds(from) : UnixSeconds(a);
            double y = rightTime ? Seconds(to) : UnixSeconds(b);
            return x.CompareTo(y);
        }

        return string.CompareOrdinal(left, right);
    }

    /// <summary>Orders null before everything.</summary>
    public static int Compare(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Compare(Of(left), Of(right)),
    };

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static double UnixSeconds(double number) => Math.Abs(number) > 1e11 ? number / 1000 : number;
}
