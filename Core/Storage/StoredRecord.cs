namespace Supertrack.Core.Storage;

/// <summary>A record as it is stored.</summary>
/// <param name="Row">The number of its row.</param>
/// <param name="Line">One JSON object, UTF-8.</param>
public sealed record StoredRecord(long Row, ReadOnlyMemory<byte> Line);

/// <summary>A record of a page that is not stored: what it says goes to the quarantine of its dataset in the same transaction.</summary>
/// <param name="Line">Which line of the page, from 1; empty lines do not count.</param>
/// <param name="Row">The stored row that it contradicts.</param>
/// <param name="Values">The members in question and their values as JSON.</param>
/// <param name="Reason">For a person.</param>
public sealed record WithheldRecord(int Line, long Row, IReadOnlyList<(string Member, string Value)> Values, string Reason);
