using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing.Drift;

namespace Supertrack.Core.Syncing;

/// <summary>Why a chunk stopped before its time.</summary>
/// <param name="Code">configuration, transient, source, network, storage, superseded, shape_changed or internal.</param>
/// <param name="Message">For a person: what, where and the next step; no secrets.</param>
/// <param name="Retryable">The same chunk may succeed later without anybody doing anything.</param>
public sealed record RunFailure(string Code, string Message, bool Retryable)
{
    /// <summary>For shape_changed the members that are missing or of another kind; else empty.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The host that was asked, with its port where that is not the scheme's own; empty where none was.</summary>
    public string Host { get; init; } = "";

    /// <summary>Status of the answer that failed; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>A failure of the stores or the source; any other exception is a fault of ours and named as such.</summary>
    public static RunFailure From(Exception error) =>
        error is ConnectorException asked ? Told(error) with { Host = HostOf(asked.Url), Status = asked.Status } : Told(error);

    /// <summary>Host and unusual port of a URL; empty for what is none.</summary>
    public static string HostOf(string? url) => !Uri.TryCreate(url, UriKind.Absolute, out var uri) ? ""
        : uri.IsDefaultPort ? uri.IdnHost
        : $"{uri.IdnHost}:{uri.Port}";

    private static RunFailure Told(Exception error) => error switch
    {
        ConnectorException { Kind: FailureKind.Config } => new("configuration", error.Message, Retryable: false),
        ConnectorException { Kind: FailureKind.Transient } => new("transient", error.Message, Retryable: true),
        ConnectorException => new("source", error.Message, Retryable: false),
        HttpTransportException transport => new("network", error.Message, transport.Retryable),
        ShapeChangedException shape => new("shape_changed", error.Message, Retryable: false) { Members = shape.Members },
        RunSupersededException => new("superseded", error.Message, Retryable: false),
        StorageException storage => new("storage", error.Message, storage.Recovery is StorageRecovery.Retry or StorageRecovery.Stop),
        _ => new("internal", $"{error.GetType().Name}: {error.Message} Report it with the silo's log of this moment.", Retryable: true),
    };
}
