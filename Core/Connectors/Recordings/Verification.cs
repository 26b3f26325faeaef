namespace Supertrack.Core.Connectors.Recordings;

/// <summary>How a manifest reads what was recorded.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Run">The run that was recorded; 0 where the cassette does not say.</param>
/// <param name="Pages">Pages compared.</param>
/// <param name="Requests">Requests the manifest made.</param>
/// <param name="Expected">Records that were recorded; null where the cassette does not say.</param>
/// <param name="Found">Records that the manifest reads.</param>
/// <param name="Differences">Empty where the manifest reads the same.</param>
public sealed record Verification(
    string Stream, long Run, int Pages, int Requests, long? Expected, long Found, IReadOnlyList<RecordingDifference> Differences);

/// <summary>One thing that is not as recorded.</summary>
/// <param name="Kind">stream_missing, request_unanswered, read_failed, record_count, key_missing, key_added, field_missing, field_added or field_type.</param>
/// <param name="Path">The field's path; empty for what concerns no field.</param>
/// <param name="Message">For a person, with the next step.</param>
public sealed record RecordingDifference(string Kind, string Path, string Message);
