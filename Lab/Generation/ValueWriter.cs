using Supertrack.Lab.Records;

namespace Supertrack.Lab.Generation;

/// <summary>Writes one field of record <c>index</c> as JSON.</summary>
internal delegate void ValueWriter(long index, ByteBuffer into);

/// <summary>A field whose value names its record: record n has a value that no other has, and the value gives n back.</summary>
internal sealed record KeyWriter(ValueWriter Write, Func<string, long?> IndexOf, bool Ascends);
