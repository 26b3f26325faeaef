namespace Supertrack.Silo.Gateway;

/// <summary>Log messages of the gateway; event ids 3000 to 3099.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(3000, LogLevel.Error, "{Method} {Path} failed in a way nobody foresaw")]
    public static partial void Unforeseen(ILogger logger, Exception error, string method, string path);
}
