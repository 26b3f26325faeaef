using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Serialization;

/// <summary>How grain state and stream events are written as JSON.</summary>
public sealed class SystemTextJsonGrainStorageSerializerOptions
{
    /// <summary>Public properties and fields, nulls left out; add converters as needed.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; } = new()
    {
        IncludeFields = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
