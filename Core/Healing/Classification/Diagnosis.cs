namespace Supertrack.Core.Healing.Classification;

/// <summary>What a failing answer means and what to do next.</summary>
/// <param name="Class">The kind of failure.</param>
/// <param name="Cause">One short line with the decisive piece of evidence in it.</param>
/// <param name="Retryable">The same request can succeed later (or after a refresh) without any change to the connector.</param>
/// <param name="RetryAfterSeconds">How long the answer asks to wait, in seconds; null when it does not say.</param>
/// <param name="Evidence">What was seen, the decisive piece first, secrets left out.</param>
/// <param name="NextAction">The step the class calls for.</param>
public sealed record Diagnosis(
    FailureClass Class,
    string Cause,
    bool Retryable,
    double? RetryAfterSeconds,
    IReadOnlyList<string> Evidence,
    NextAction NextAction)
{
    /// <summary>Names the answer gave for what it refuses and for what to use instead.</summary>
    public FailureHints Hints { get; init; } = FailureHints.None;
}

/// <summary>Names found in an answer that a repair can start from.</summary>
/// <param name="Parameter">The parameter or field the answer complains about.</param>
/// <param name="Suggestion">What the answer proposes in its place ("did you mean").</param>
/// <param name="Successor">Address or path that takes over, as written.</param>
/// <param name="Allowed">Values the answer lists as accepted.</param>
public sealed record FailureHints(string? Parameter, string? Suggestion, string? Successor, IReadOnlyList<string> Allowed)
{
    public static FailureHints None { get; } = new(null, null, null, []);
}
