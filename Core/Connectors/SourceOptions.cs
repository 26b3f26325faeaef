using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors;

/// <summary>Limits and hooks of an opened source.</summary>
public sealed record SourceOptions
{
    /// <summary>Largest body of one answer that is held in memory, in bytes. Default 256 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 256L << 20;

    /// <summary>Deepest nesting of an answer. Default 256.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>Most pages of one slice before the read fails as endless. Default 10 million.</summary>
    public int MaxPagesPerSlice { get; init; } = 10_000_000;

    /// <summary>Longest wait that a back-off or an API budget may ask for before the read fails as transient instead. Default 1 hour.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// A refusal (4xx) that the manifest and the defaults have no rule for ends the read at once, so that whoever repairs connectors can look at it, instead of being
    /// repeated as the reference implementation does; 409, 423 and 425 pass by themselves and are repeated. Default false.
    /// </summary>
    public bool StopAtUnknownRefusals { get; init; }

    /// <summary>
    /// Keep the answers of streams that are parents of others, so that several streams read one after the other ask for a parent once.
    /// For sources opened for one run only: answers are kept as long as the source. Default false.
    /// </summary>
    public bool CacheParents { get; init; }

    /// <summary>
    /// Slices of a stream read side by side, from 1 to 32; null for what the manifest's concurrency_level says (1 without one). The pages come in the order of
    /// the slices all the same.
    /// </summary>
    public int? Concurrency { get; init; }

    /// <summary>Called with the whole changed configuration when the source gives a new one, e.g. a single-use refresh token.</summary>
    public Func<JsonObject, CancellationToken, Task>? ConfigChanged { get; init; }

    /// <summary>Reads a file that lies beside the manifest (schemas/NAME.json); null where there is none.</summary>
    public Func<string, string?>? ReadFile { get; init; }

    /// <summary>Told of waits, retries and ignored answers; holds no secrets.</summary>
    public Action<string>? Note { get; init; }
}
