namespace Supertrack.Core.Connectors.Recordings;

/// <summary>What one page of records looked like when it was recorded.</summary>
/// <param name="Page">Its number within the stream and run, from 1.</param>
/// <param name="Count">Records.</param>
/// <param name="Keys">A short hash of each record's primary key, in order; empty without a key.</param>
/// <param name="Fields">The JSON types seen in each field, joined by <c>|</c> in alphabetical order; paths are dotted, <c>[]</c> for the items of a list.</param>
public sealed record PageSummary(long Page, int Count, IReadOnlyList<string> Keys, IReadOnlyDictionary<string, string> Fields);
