using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Transforms;

/// <summary>Another JSON type, or another way to write an instant.</summary>
/// <param name="To">string, integer, number, boolean, unix_seconds, unix_millis, iso_datetime, or a strftime format of date and time.</param>
/// <param name="From">strftime format the new value is written in; null for ISO 8601 and Unix times.</param>
public sealed record Retype(string To, string? From = null) : ValueTransform
{
    public override string Name => To.Contains('%', StringComparison.Ordinal) ? "format" : "retype";

    public override JsonObject ToJson() => From is null ? new() { ["name"] = Name, ["to"] = To } : new() { ["name"] = Name, ["to"] = To, ["from"] = From };

    public override JsonNode? Apply(JsonNode? value)
    {
        if (value is not JsonValue scalar) return To == "string" ? value?.ToJsonString() : null;
        var text = scalar.ToString();
        return To switch
        {
            "string" => JsonValue.Create(text),
            "integer" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole) && whole == decimal.Truncate(whole) && whole is >= long.MinValue and <= long.MaxValue ? JsonValue.Create((long)whole) : null,
            "number" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
            "boolean" => text switch { "true" or "1" or "True" => JsonValue.Create(true), "false" or "0" or "False" => JsonValue.Create(false), _ => null },
            _ => (From is null ? InstantText.Parse(text) : InstantText.Parse(text, From)) is { } instant ? InstantText.Write(instant, To) : null,
        };
    }
}
