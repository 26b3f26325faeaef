using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

/// <summary>
/// A fixed answer. A body that is text is sent as it is. <c>{name}</c>, <c>{value}</c>, <c>{max}</c>, <c>{path}</c>,
/// <c>{wait}</c> and <c>{reset}</c> in body and headers are filled in where they make sense.
/// </summary>
public sealed record Answer
{
    /// <summary>Null takes the status that the situation calls for.</summary>
    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonNode? Body { get; init; }
}
