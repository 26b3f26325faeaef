using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>The same moment or amount in other forms.</summary>
internal static class TimeForms
{
    /// <param name="value">ISO 8601 text, or Unix seconds where <paramref name="unix"/> is set.</param>
    /// <param name="form">0 to 5.</param>
    public static JsonNode Write(JsonNode value, int form, bool unix)
    {
        DateTimeOffset time = unix ? DateTimeOffset.FromUnixTimeSeconds((long)value) : DateTimeOffset.Parse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        string Text(string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
        return form switch
        {
            0 => unix ? Text("yyyy-MM-dd'T'HH:mm:ss'Z'") : time.ToUnixTimeSeconds(),
            1 => time.ToUnixTimeMilliseconds(),
            2 => Text("yyyy-MM-dd HH:mm:ss"),
            3 => time.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            4 => Text("dd/MM/yyyy HH:mm:ss"),
            _ => Text("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        };
    }

    /// <summary>A number as JSON, whole where it is whole.</summary>
    public static JsonNode Number(decimal number) => decimal.Truncate(number) == number ? (long)number : number / 1.000000000000000000000000m;
}
