using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Classification;

/// <summary>One answer of an API as it came, before anybody judged it.</summary>
/// <param name="Method">Request method, upper case; GET when unknown.</param>
/// <param name="Url">Request address; empty when unknown.</param>
/// <param name="Status">HTTP status; 0 when no answer came.</param>
/// <param name="Headers">Response headers; several values of one name are joined by a comma.</param>
/// <param name="Body">Response content as text; empty when there was none.</param>
/// <param name="Error">What the transport said when no answer came; null otherwise.</param>
/// <param name="History">Earlier answers to the same stream, oldest first, in the form of <c>failure classify</c>'s <c>history</c>.</param>
public sealed record FailureSample(
    string Method,
    string Url,
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    string? Error,
    JsonNode? History);
