using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Interfaces.Notices;

/// <summary>What is usual for one stream of one connector; the key is tenant/connector/stream, as that of its schema.</summary>
[Alias("supertrack.notice-grain")]
public interface INoticeGrain : IGrainWithStringKey
{
    /// <summary>Members that came filled in all of many runs: what a chunk is held against before it is stored.</summary>
    [Alias("expect")]
    Task<ImmutableArray<FilledMember>> ExpectAsync(bool incremental);

    /// <summary>A worker tells what its chunk looked like.</summary>
    [Alias("add")]
    Task AddAsync(ChunkSketch sketch);

    /// <summary>A run of the connector ended well. Asking again for the same run gives the same answer.</summary>
    [Alias("judge")]
    Task<NoticeVerdict> JudgeAsync(RunOutline run);

    /// <summary>What was found is normal now.</summary>
    /// <param name="measure">One finding's measure; null for all of the stream.</param>
    /// <returns>What is left open.</returns>
    [Alias("accept")]
    Task<ImmutableArray<FindingView>> AcceptAsync(string? measure);
}
