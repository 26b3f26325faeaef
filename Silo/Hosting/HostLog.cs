namespace Supertrack.Silo.Hosting;

/// <summary>Log messages of the host; event ids 3100 to 3199.</summary>
internal static partial class HostLog
{
    [LoggerMessage(3100, LogLevel.Information, "Ready: engine {Engine}, data in {Data}")]
    public static partial void Ready(ILogger logger, string engine, string data);

    [LoggerMessage(3101, LogLevel.Error, "Connector {Tenant}/{Connector} could not be woken; its reminder tries again")]
    public static partial void NotWoken(ILogger logger, Exception error, string tenant, string connector);

    [LoggerMessage(3102, LogLevel.Warning, "The pace that {Host} takes from {Tenant} could not be read; requests go out until it refuses one")]
    public static partial void PaceNotKnown(ILogger logger, Exception error, string tenant, string host);

    [LoggerMessage(3103, LogLevel.Warning, "The pace that {Host} takes from {Tenant} could not be kept; it holds until the silo stops")]
    public static partial void PaceNotKept(ILogger logger, Exception error, string tenant, string host);
}
