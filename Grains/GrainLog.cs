using Microsoft.Extensions.Logging;

namespace Supertrack.Grains;

/// <summary>Log messages of the grains; event ids 2000 to 2099.</summary>
internal static partial class GrainLog
{
    [LoggerMessage(2000, LogLevel.Warning, "The list entry {Kind} {Tenant}/{Id} could not be written; it follows with the next change")]
    public static partial void NotListed(ILogger logger, Exception error, string kind, string tenant, string id);

    [LoggerMessage(2001, LogLevel.Warning, "The event {Type} of {Subject} could not be written; watchers miss it")]
    public static partial void NotTold(ILogger logger, Exception error, string type, string subject);

    [LoggerMessage(2002, LogLevel.Error, "The audit could not be written: {Actor} ({Role}) {Action} {Target}: {Outcome}")]
    public static partial void NotAudited(ILogger logger, Exception error, string actor, string role, string action, string target, string outcome);

    [LoggerMessage(2010, LogLevel.Information, "Run {Run} of {Connector} started ({Trigger}, {Streams} streams)")]
    public static partial void RunStarted(ILogger logger, long run, string connector, string trigger, int streams);

    [LoggerMessage(2011, LogLevel.Information, "Run {Run} of {Connector} {Status}: {Records} records in {Seconds:0.0} s")]
    public static partial void RunEnded(ILogger logger, long run, string connector, string status, long records, double seconds);

    [LoggerMessage(2012, LogLevel.Warning, "Run {Run} of {Connector}, stream {Stream}: {Code}: {Message}")]
    public static partial void ChunkFailed(ILogger logger, long run, string connector, string stream, string code, string message);

    [LoggerMessage(2013, LogLevel.Information, "Run {Run} of {Connector} continues after a restart")]
    public static partial void RunContinues(ILogger logger, long run, string connector);

    [LoggerMessage(2014, LogLevel.Warning, "The scheduled run of {Connector} did not start: {Message}")]
    public static partial void ScheduledRunRefused(ILogger logger, string connector, string message);

    [LoggerMessage(2015, LogLevel.Warning, "The exchanges of {Connector}, stream {Stream}, could not be kept; the run goes on")]
    public static partial void NotRecorded(ILogger logger, Exception error, string connector, string stream);

    [LoggerMessage(2017, LogLevel.Warning, "Repair {Repair} of {Connector} is {Stage}: {Detail}")]
    public static partial void RepairMoved(ILogger logger, int repair, string connector, string stage, string detail);

    [LoggerMessage(2018, LogLevel.Error, "A search for repair {Repair} of {Connector} failed in a way nobody foresaw")]
    public static partial void SearchFailed(ILogger logger, Exception error, int repair, string connector);

    [LoggerMessage(2019, LogLevel.Error, "What repair {Repair} of {Connector} stored could not be taken back yet; it is tried again")]
    public static partial void NotUndone(ILogger logger, Exception error, string connector, int repair);

    [LoggerMessage(2021, LogLevel.Warning, "Repair {Repair} of {Connector} is promoted without being held against earlier cases")]
    public static partial void NotProved(ILogger logger, Exception error, int repair, string connector);

    [LoggerMessage(2022, LogLevel.Warning, "Run {Run} of {Connector} could not be held against earlier ones; the run stands")]
    public static partial void NotJudged(ILogger logger, Exception error, long run, string connector);

    [LoggerMessage(2023, LogLevel.Warning, "Run {Run} of {Connector} is suspicious: {Text}")]
    public static partial void RunSuspicious(ILogger logger, long run, string connector, string text);

    [LoggerMessage(2024, LogLevel.Warning, "The check of {Connector}, stream {Stream}, failed: {Code}: {Message}")]
    public static partial void ProbeFailed(ILogger logger, string connector, string stream, string code, string message);

    [LoggerMessage(2020, LogLevel.Error, "A chunk of {Connector} failed in a way nobody foresaw")]
    public static partial void Unforeseen(ILogger logger, Exception error, string connector);

    [LoggerMessage(2030, LogLevel.Warning, "The incidents of {Place} could not be told how {Connector} stands; they hear of it with its next change")]
    public static partial void IncidentNotTold(ILogger logger, Exception error, string place, string connector);

    [LoggerMessage(2031, LogLevel.Warning, "{Connector} could not ask {Place} for its turn and searches its repair at once")]
    public static partial void TurnNotTaken(ILogger logger, Exception error, string place, string connector);

    [LoggerMessage(2032, LogLevel.Warning, "Incident {Incident} of {Tenant} {What}: {Severity}, {Cause}")]
    public static partial void IncidentMoved(ILogger logger, string incident, string tenant, string what, string severity, string cause);

    [LoggerMessage(2033, LogLevel.Error, "The notification {Notice} of {Tenant} could not be handed over; it is tried again every minute")]
    public static partial void NotHandedOver(ILogger logger, Exception error, string notice, string tenant);

    [LoggerMessage(2034, LogLevel.Warning, "Notification {Delivery} of {Tenant} to {Channel} failed ({Attempt} attempts): {Message}")]
    public static partial void NotDelivered(ILogger logger, string delivery, string tenant, string channel, int attempt, string message);

    [LoggerMessage(2035, LogLevel.Error, "Sending notification {Delivery} of {Tenant} failed in a way nobody foresaw")]
    public static partial void SendingFailed(ILogger logger, Exception error, string delivery, string tenant);

    [LoggerMessage(2040, LogLevel.Warning, "Manifest version {Version} of {Connector} could not be frozen: {Message}")]
    public static partial void NotFrozen(ILogger logger, string connector, int version, string message);

    [LoggerMessage(2048, LogLevel.Information, "{Connector} runs with the version that is live in {Environment}: {Version}")]
    public static partial void Followed(ILogger logger, string connector, string environment, string version);
}
