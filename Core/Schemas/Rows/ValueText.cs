using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Rows;

/// <summary>Canonical texts of values.</summary>
public static class ValueText
{
    /// <summary>Equal values have equal texts: 7 and 7.0 are one, "7" is another; an empty list or object counts as a value. Null for no value.</summary>
    public static string? Of(JsonNode? value) => value switch
    {
        null => null,
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number => "#" + NumberText(scalar.ToString()),
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => "\"" + scalar,
        JsonArray list => list.All(item => item is null) && list.Count > 0 ? null : "[" + string.Join(',', list.Select(Of)) + "]",
        JsonObject map => "{" + string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + ":" + Of(pair.Value))) + "}",
        _ => value.ToString(),
    };

    private static string NumberText(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : text;
}
