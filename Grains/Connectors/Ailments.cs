using System.Collections.Immutable;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Incidents;

namespace Supertrack.Grains.Connectors;

/// <summary>Which streams of a connector fail, as far as its runs show.</summary>
internal static class Ailments
{
    private const string Platform = "platform";

    /// <summary>A stream that fails ails until a run has read it to its end; one under repair until that is over.</summary>
    public static ConnectorState After(ConnectorState present, RunState run, DateTimeOffset now, string connector)
    {
        var repaired = present.Repair is { IsOver: false } repair ? repair.Streams : [];
        var failed = run.Streams.Where(stream => stream.Failure is { Code: not "superseded" }).ToList();
        var ailing = present.Ailing
            .Where(ailment => failed.TrueForAll(stream => stream.Stream != ailment.Stream))
            .Where(ailment => repaired.Contains(ailment.Stream) || !run.Streams.Any(stream => stream.Stream == ailment.Stream && stream.Finished))
            .Concat(failed.Select(stream => Of(stream.Stream, stream.Failure!, run.Number, now, connector)))
            .ToImmutableArray();
        return present with { Ailing = ailing, ToldPlaces = [.. present.ToldPlaces.Union(ailing.Select(ailment => ailment.Place))] };
    }

    public static HealthReport Report(string connector, ConnectorState present, string place) => new()
    {
        Connector = connector,
        Ailments =
        [
            .. present.Ailing.Where(ailment => ailment.Place == place).Select(ailment => new AilmentReport
            {
                Stream = ailment.Stream,
                Code = ailment.Code,
                Status = ailment.Status,
                Message = ailment.Message,
                Run = ailment.Run,
                At = ailment.At,
            }),
        ],
        Repair = present.Repair is not { } repair ? null : new RepairReportLine
        {
            Number = repair.Number,
            Stage = RepairViews.Name(repair.Stage),
            Streams = [.. repair.Streams],
            Class = repair.Class,
            Cause = repair.Cause,
            Requests = repair.Requests,
            StartedAt = repair.StartedAt,
            FinishedAt = repair.FinishedAt,
        },
    };

    /// <summary>The host at which some streams fail; null where they fail before a request is made, or of the platform itself.</summary>
    public static string? Host(ConnectorState present, IReadOnlyList<string> streams) => present.Ailing
        .Where(ailment => streams.Contains(ailment.Stream) && ailment.Place != Platform && !ailment.Place.StartsWith("connector:", StringComparison.Ordinal))
        .Select(ailment => ailment.Place)
        .FirstOrDefault();

    private static StreamAilment Of(string stream, RunFailure failure, long run, DateTimeOffset now, string connector) => new()
    {
        Stream = stream,
        Place = failure.Host.Length > 0 ? failure.Host : failure.Code is "storage" or "internal" ? Platform : "connector:" + connector,
        Code = failure.Code,
        Status = failure.Status,
        Message = failure.Message,
        Run = run,
        At = now,
    };
}
