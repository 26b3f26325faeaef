using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Tests.Healing.Incidents;

public sealed class IncidentTransitionsTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IncidentPolicy Policy = new();

    private PlaceState _place = new();
    private DateTimeOffset _now = Start;

    [Fact]
    public void A_hundred_connectors_that_fail_of_one_cause_are_one_incident()
    {
        var changes = Enumerable.Range(0, 100).SelectMany(number => Fails($"c{number}", CauseKind.Route)).ToList();
        var incident = Assert.Single(_place.Incidents);
        Assert.Equal(100, incident.Ailing.Count());
        Assert.Single(changes, change => change.What == "opened");
        Assert.Equal(IncidentSeverity.Critical, incident.Severity);
    }

    [Fact]
    public void The_same_report_twice_changes_nothing()
    {
        Fails("crm", CauseKind.Route);
        Assert.Empty(Fails("crm", CauseKind.Route));
        Assert.Equal(2, Fails("crm", CauseKind.Route, repair: Repair(RepairStage.Searching)).Count + 1);
        Assert.Empty(Fails("crm", CauseKind.Route, repair: Repair(RepairStage.Searching)));
    }

    [Theory]
    [InlineData(CauseKind.Route, CauseKind.Shape, 5, 1)]
    [InlineData(CauseKind.Route, CauseKind.Shape, 30, 2)]
    [InlineData(CauseKind.Route, CauseKind.Route, 600, 1)]
    [InlineData(CauseKind.Access, CauseKind.Access, 5, 1)]
    [InlineData(CauseKind.Access, CauseKind.Access, 30, 2)]
    [InlineData(CauseKind.Outage, CauseKind.Limit, 5, 1)]
    [InlineData(CauseKind.Outage, CauseKind.Route, 1, 2)]
    [InlineData(CauseKind.Settings, CauseKind.Route, 1, 2)]
    public void Failures_of_kin_belong_together_for_a_while_and_those_of_a_host_for_as_long_as_it_is_open(CauseKind first, CauseKind second, int minutes, int incidents)
    {
        Fails("a", first);
        _now += TimeSpan.FromMinutes(minutes);
        Fails("b", second);
        Assert.Equal(incidents, _place.Incidents.Count);
    }

    [Fact]
    public void It_ends_when_all_that_it_met_read_again_and_says_what_the_repairs_cost()
    {
        Fails("a", CauseKind.Route, repair: Repair(RepairStage.Searching));
        Fails("b", CauseKind.Route, repair: Repair(RepairStage.Searching));
        Assert.Equal((IncidentStatus.Repairing, IncidentSeverity.Warning), (_place.Incidents[0].Status, _place.Incidents[0].Severity));
        _now += TimeSpan.FromSeconds(30);
        Assert.Equal("changed", Assert.Single(Sound("a", Repair(RepairStage.Promoted, requests: 40))).What);
        var ended = Assert.Single(Sound("b", Repair(RepairStage.Recovered, requests: 2)));
        Assert.Equal(("resolved", "repaired", 42, 60.0), (ended.What, ended.Incident.Outcome, ended.Incident.Requests, ended.Incident.Seconds(_now)));
        Assert.Equal("route_gone", ended.Incident.Class);
        Assert.Equal(["opened", "repair", "joined", "repair", "repair", "sound", "repair", "sound", "resolved"], ended.Incident.Timeline.Select(one => one.What));
    }

    [Fact]
    public void What_is_left_without_a_repair_makes_it_worse()
    {
        Fails("a", CauseKind.Route, repair: Repair(RepairStage.Searching));
        Fails("b", CauseKind.Route);
        Assert.Equal("raised", Assert.Single(Sound("a", Repair(RepairStage.Promoted))).What);
    }

    [Fact]
    public void What_fails_again_soon_opens_the_same_incident_and_later_a_new_one()
    {
        Fails("a", CauseKind.Route);
        Sound("a", null);
        _now += TimeSpan.FromHours(2);
        Assert.Equal("reopened", Assert.Single(Fails("a", CauseKind.Route)).What);
        Assert.Equal(IncidentStatus.Reopened, Assert.Single(_place.Incidents).Status);
        Sound("a", null);
        _now += TimeSpan.FromHours(25);
        Assert.Equal("opened", Assert.Single(Fails("a", CauseKind.Route)).What);
        Assert.Equal(2, _place.Incidents[^1].Number);
    }

    [Fact]
    public void A_repair_that_needs_a_person_makes_it_worse_once()
    {
        Fails("a", CauseKind.Route, repair: Repair(RepairStage.Searching));
        Assert.Equal("raised", Assert.Single(Fails("a", CauseKind.Route, repair: Repair(RepairStage.Escalated))).What);
        Assert.Equal((IncidentStatus.Open, IncidentSeverity.Error), (_place.Incidents[0].Status, _place.Incidents[0].Severity));
        Fails("a", CauseKind.Route, repair: Repair(RepairStage.Searching, number: 2));
        Assert.Equal("changed", Assert.Single(Fails("a", CauseKind.Route, repair: Repair(RepairStage.Escalated, number: 2))).What);
    }

    [Fact]
    public void What_a_person_has_closed_stays_closed_until_it_fails_anew()
    {
        Fails("a", CauseKind.Route);
        _now += TimeSpan.FromMinutes(1);
        Take(IncidentTransitions.Resolve(_place, 1, "ada", "we know", Policy, _now));
        Assert.Empty(Report("a", new Ailment { Stream = "s", Kind = CauseKind.Route, At = Start }, null));
        _now += TimeSpan.FromMinutes(1);
        Assert.Equal("reopened", Assert.Single(Fails("a", CauseKind.Route)).What);
    }

    [Fact]
    public void An_acknowledged_one_says_by_whom_and_stays_so_after_a_repair_failed()
    {
        Fails("a", CauseKind.Route);
        Assert.Equal("acknowledged", Assert.Single(Take(IncidentTransitions.Acknowledge(_place, 1, "ada", "on it", Policy, _now))).What);
        Fails("a", CauseKind.Route, repair: Repair(RepairStage.Searching));
        Assert.Equal(IncidentStatus.Repairing, _place.Incidents[0].Status);
        Fails("a", CauseKind.Route, repair: Repair(RepairStage.Escalated));
        Assert.Equal((IncidentStatus.Acknowledged, "ada"), (_place.Incidents[0].Status, _place.Incidents[0].AcknowledgedBy));
    }

    [Fact]
    public void Whatever_connectors_report_each_failing_stream_is_in_one_open_incident_and_no_sound_one_is_in_any()
    {
        var kinds = Enum.GetValues<CauseKind>();
        Gen<(int, int, int, int)[]> reports = (from connector in Gen.Choose(0, 5)
                                               from stream in Gen.Choose(0, 3)
                                               from kind in Gen.Choose(0, kinds.Length - 1)
                                               from minutes in Gen.Choose(0, 60)
                                               select (connector, stream, kind, minutes)).ArrayOf();
        Prop.ForAll(reports.ToArbitrary(), script =>
        {
            (_place, _now) = (new PlaceState(), Start);
            var failing = new Dictionary<string, HashSet<string>>();
            foreach (var (connector, stream, kind, minutes) in script)
            {
                _now += TimeSpan.FromMinutes(minutes);
                // Stream 0 stands for a run in which all is sound.
                string[] now = stream == 0 ? [] : [$"s{stream}"];
                failing[$"c{connector}"] = [.. now];
                Report($"c{connector}", [.. now.Select(name => new Ailment { Stream = name, Kind = kinds[kind], At = _now })], null);
            }
            var open = _place.Incidents.Where(one => !one.IsOver).SelectMany(one => one.Ailing.SelectMany(each => each.Streams.Select(name => (each.Connector, name)))).ToList();
            var wanted = failing.SelectMany(pair => pair.Value.Select(name => (pair.Key, name))).Order().ToList();
            return open.Order().SequenceEqual(wanted) && _place.Incidents.All(one => one.IsOver != one.Ailing.Any());
        }).QuickCheckThrowOnFailure();
    }

    private IReadOnlyList<IncidentChange> Fails(string connector, CauseKind kind, RepairGlimpse? repair = null) =>
        Report(connector, new Ailment { Stream = "s", Kind = kind, Message = "it failed", At = _now }, repair);

    private IReadOnlyList<IncidentChange> Sound(string connector, RepairGlimpse? repair) => Report(connector, [], repair);

    private IReadOnlyList<IncidentChange> Report(string connector, Ailment ailment, RepairGlimpse? repair) => Report(connector, [ailment], repair);

    private IReadOnlyList<IncidentChange> Report(string connector, IReadOnlyList<Ailment> ailments, RepairGlimpse? repair) =>
        Take(IncidentTransitions.Report(_place, new ConnectorHealth { Connector = connector, Ailments = ailments, Repair = repair }, Policy, _now));

    private IReadOnlyList<IncidentChange> Take((PlaceState Place, IReadOnlyList<IncidentChange> Changes) step)
    {
        _place = step.Place;
        return step.Changes;
    }

    private RepairGlimpse Repair(RepairStage stage, int requests = 0, int number = 1) => new()
    {
        Number = number,
        Stage = stage,
        Streams = ["s"],
        Class = stage == RepairStage.Searching ? "" : "route_gone",
        Cause = "410",
        Requests = requests,
        StartedAt = Start,
        FinishedAt = stage >= RepairStage.Promoted ? _now : null,
    };
}
