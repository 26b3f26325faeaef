using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Reminders.Sqlite;

/// <summary>The log messages of reminders; event ids 7200 to 7299.</summary>
internal static partial class ReminderLog
{
    [LoggerMessage(7200, LogLevel.Error, "Reminder {Name} of {Grain} failed; it ticks again after its period")]
    public static partial void TickFailed(ILogger logger, string name, GrainId grain, Exception error);

    [LoggerMessage(7201, LogLevel.Error, "The reminder table cannot be read; it is tried again in {Wait}")]
    public static partial void TableUnreadable(ILogger logger, TimeSpan wait, Exception error);

    [LoggerMessage(7202, LogLevel.Warning, "The tick of reminder {Name} of {Grain} could not be noted; it will come again")]
    public static partial void TickNotNoted(ILogger logger, string name, GrainId grain, Exception error);

    [LoggerMessage(7203, LogLevel.Warning, "The silo stopped before reminder {Name} of {Grain} had finished its tick; it comes again after the start")]
    public static partial void TickCutOff(ILogger logger, string name, GrainId grain);
}
