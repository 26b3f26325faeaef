using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Matching.Transforms;

/// <summary>Reads JSON scalars loosely, as texts, numbers or truth values.</summary>
internal static class Scalar
{
    /// <summary>The number it is or spells; null for anything else. Texts with leading zeros are codes, not numbers.</summary>
    public static decimal? Number(JsonNode? node)
    {
        if (node is not JsonValue value) return null;
        if (value.TryGetValue(out decimal number)) return number;
        if (value.TryGetValue(out long whole)) return whole;
        if (value.TryGetValue(out int small)) return small;
        if (value.TryGetValue(out double real)) return Math.Abs(real) < 7e27 ? (decimal)real : null;
        if (!value.TryGetValue(out string? text) || text.Length is 0 or > 40) return null;
        if (text.Length > 1 && text[0] == '0' && text[1] is not '.') return null;
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    /// <summary>The text of a scalar: numbers as they are written, truth values as true and false; null for lists, objects and null.</summary>
    public static string? Text(JsonNode? node)
    {
        if (node is not JsonValue value) return null;
        if (value.TryGetValue(out string? text)) return text;
        return value.GetValueKind() switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        };
    }

    public static bool? Flag(JsonNode? node) => node is JsonValue ? Text(node)?.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "y" or "t" or "on" => true,
        "false" or "0" or "no" or "n" or "f" or "off" => false,
        _ => null,
    } : null;

    public static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    public static bool IsNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number;

    public static bool IsFlag(JsonNode? node) => node is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    /// <summary>A number without needless zeros, whole where it is whole.</summary>
    public static JsonNode Json(decimal number) =>
        decimal.Truncate(number) == number && Math.Abs(number) <= long.MaxValue ? JsonValue.Create((long)number) : JsonValue.Create(number / 1.000000000000000000000000000000m);

    /// <summary>Equal as JSON, numbers by value (1 and 1.0 are equal).</summary>
    public static bool AreEqual(JsonNode? a, JsonNode? b)
    {
        if (a is null || b is null) return a is null && b is null;
        if (a is JsonArray x && b is JsonArray y) return x.Count == y.Count && x.Zip(y).All(p => AreEqual(p.First, p.Second));
        if (IsNumber(a) && IsNumber(b)) return Number(a) is { } n && Number(b) is { } m ? n == m : a.ToJsonString() == b.ToJsonString();
        if (IsText(a) && IsText(b)) return a.GetValue<string>() == b.GetValue<string>();
        return JsonNode.DeepEquals(a, b);
    }
}
