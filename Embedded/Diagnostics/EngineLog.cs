using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>The engine's log messages; event ids 7000 to 7099.</summary>
internal sealed partial class EngineLog(ILogger<EngineLog> logger)
{
    [LoggerMessage(7000, LogLevel.Information, "Silo {Silo} is active.")]
    public partial void SiloStarted(string silo);

    [LoggerMessage(7001, LogLevel.Information, "Silo {Silo} has stopped.")]
    public partial void SiloStopped(string silo);

    [LoggerMessage(7002, LogLevel.Warning, "Silo {Silo} stops although {Count} activations have not finished: the host waits no longer.")]
    public partial void SiloStoppedEarly(string silo, int count);

    [LoggerMessage(7010, LogLevel.Error, "Grain {Grain} could not be activated.")]
    public partial void ActivationFailed(Exception error, GrainId grain);

    [LoggerMessage(7011, LogLevel.Error, "Grain {Grain} failed while it was being deactivated.")]
    public partial void DeactivationFailed(Exception error, GrainId grain);

    [LoggerMessage(7012, LogLevel.Debug, "{Count} idle activations are being collected.")]
    public partial void Collecting(int count);

    [LoggerMessage(7013, LogLevel.Warning, "Memory is {Used:0.0} % full, more than the limit of {Limit} %: {Count} of {Activations} activations go before their time.")]
    public partial void Shedding(double used, double limit, int count, int activations);

    [LoggerMessage(7020, LogLevel.Error, "A timer of grain {Grain} failed; it goes on ticking.")]
    public partial void TimerFailed(Exception error, GrainId grain);

    [LoggerMessage(7021, LogLevel.Error, "Work queued to grain {Grain} failed, and nobody awaits it.")]
    public partial void UnhandledInTurn(Exception error, GrainId grain);

    [LoggerMessage(7022, LogLevel.Warning, "The one-way call {Method} to grain {Grain} failed.")]
    public partial void OneWayFailed(Exception error, GrainId grain, string method);
}
