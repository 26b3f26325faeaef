namespace Supertrack.Core.Storage;

/// <summary>How far one stream has been stored. It is committed in the same transaction as the records before it.</summary>
public sealed record StreamPosition
{
    /// <summary>The run that wrote last. Runs of a connector only ever grow; a commit of an older run is refused.</summary>
    public required long Run { get; init; }

    /// <summary>Pages stored by that run; the next page has this number plus one.</summary>
    public long Sequence { get; init; }

    /// <summary>Records stored by that run.</summary>
    public long Records { get; init; }

    /// <summary>Where the reader continues after the last stored page; empty before the first.</summary>
    public ReadOnlyMemory<byte> Checkpoint { get; init; }

    /// <summary>The stream's cursor as JSON text, valid once everything before it is stored; null while there is none.</summary>
    public string? State { get; init; }

    /// <summary>The run has read this stream to its end.</summary>
    public bool Finished { get; init; }
}
