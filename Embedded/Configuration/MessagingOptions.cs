using System.Diagnostics;

namespace Orleans.Configuration;

/// <summary>How calls wait.</summary>
public abstract class MessagingOptions
{
    private TimeSpan _responseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for the answer. Default 30 seconds; 30 minutes under a debugger.</summary>
    public TimeSpan ResponseTimeout
    {
        get => Debugger.IsAttached ? ResponseTimeoutWithDebugger : _responseTimeout;
        set => _responseTimeout = value;
    }

    /// <summary>Default 30 minutes.</summary>
    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);
}

/// <inheritdoc/>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many calls may wait for one activation; more fail with LimitExceededException. Default 0: no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }

    /// <summary>The same for activations of stateless workers. Default 0: no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; }
}
