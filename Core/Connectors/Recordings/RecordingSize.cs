namespace Supertrack.Core.Connectors.Recordings;

/// <summary>How much a recording holds.</summary>
/// <param name="Pages">Pages of records, complete from the first.</param>
/// <param name="Exchanges">Requests with their answers.</param>
/// <param name="Bytes">Bytes of answers.</param>
/// <param name="Records">Records in those pages.</param>
public sealed record RecordingSize(long Pages, int Exchanges, long Bytes, long Records)
{
    public static RecordingSize Empty { get; } = new(0, 0, 0, 0);
}
