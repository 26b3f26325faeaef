using System.Text.Json;
using System.Text.Json.Serialization;

namespace Supertrack.Grains;

/// <summary>Views as JSON, in the one form that lists, events and the gateway share.</summary>
public static class ViewJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Text<T>(T view) => JsonSerializer.Serialize(view, Options);
}
