using Microsoft.Extensions.Logging;

namespace Orleans.Storage.Sqlite;

/// <summary>The log messages of the engine's database; event ids 7100 to 7199.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(7100, LogLevel.Critical, "The store {File} takes no more writes until the process is restarted")]
    public static partial void WriterStopped(ILogger logger, string file, Exception error);

    [LoggerMessage(7101, LogLevel.Information, "The store {File} is open, generation {Generation}")]
    public static partial void Opened(ILogger logger, string file, long generation);

    [LoggerMessage(7102, LogLevel.Information, "The store {File} is closed")]
    public static partial void Closed(ILogger logger, string file);
}
