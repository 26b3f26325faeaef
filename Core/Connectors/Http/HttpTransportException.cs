namespace Supertrack.Core.Connectors.Http;

/// <summary>Why no answer came.</summary>
public enum TransportFailure
{
    NameResolution,
    Connect,
    Tls,
    Timeout,
    Protocol,

    /// <summary>The egress policy forbids the address. Never retried.</summary>
    Refused,

    /// <summary>A replayed session holds no answer for the request. Never retried.</summary>
    NotRecorded,
}

/// <summary>A request got no answer.</summary>
public sealed class HttpTransportException(TransportFailure failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public TransportFailure Failure { get; } = failure;

    /// <summary>The same request may be answered later.</summary>
    public bool Retryable => Failure is not (TransportFailure.Refused or TransportFailure.NotRecorded);
}
