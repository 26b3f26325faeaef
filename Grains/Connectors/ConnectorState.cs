using System.Collections.Immutable;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Connectors;

/// <summary>What a connector's grain keeps and changes with every chunk. The manifest's text lies apart, in <see cref="ConnectorSource"/>.</summary>
public sealed record ConnectorState
{
    public string Name { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Grows with every change of a person; shown as etag.</summary>
    public long Version { get; init; }

    public int ManifestVersion { get; init; }

    /// <summary>The manifest version on which the registry of deployments and this connector agreed last; 0 before they did.</summary>
    public int Deployed { get; init; }

    public ImmutableArray<StreamInfo> Streams { get; init; } = [];

    public SyncSchedule Schedule { get; init; } = new();

    /// <summary>Interval schedules count from here, cron schedules look for the first time after it.</summary>
    public DateTimeOffset ScheduledFrom { get; init; }

    public bool Paused { get; init; }

    /// <summary>The present run, or the last one.</summary>
    public RunState? Run { get; init; }

    /// <summary>The manifest version that run reads with.</summary>
    public int RunManifest { get; init; }

    /// <summary>The manifest version of the last run that succeeded; 0 for none. Records read with it are held against those stored.</summary>
    public int ProvenVersion { get; init; }

    /// <summary>Members, as stream.member, whose absence a repair found to be as it should be.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>SHA-256 of that manifest's text.</summary>
    public string RunManifestHash { get; init; } = "";

    /// <summary>The frozen version of that manifest; empty where it is not frozen.</summary>
    public string RunFrozen { get; init; } = "";

    /// <summary>The journal under which that run writes, so that its rows can be taken back; empty where they stay.</summary>
    public string RunJournal { get; init; } = "";

    /// <summary>Where it stands in its life; see <see cref="ConnectorPhases"/>.</summary>
    public ConnectorPhase Phase { get; init; }

    /// <summary>The repair under way, or the last one.</summary>
    public RepairState? Repair { get; init; }

    /// <summary>Repairs that are over, newest first.</summary>
    public ImmutableArray<RepairView> Repairs { get; init; } = [];

    /// <summary>Streams that failed when they were last read.</summary>
    public ImmutableArray<StreamAilment> Ailing { get; init; } = [];

    /// <summary>Hosts whose incidents know of this connector; stored before they are told.</summary>
    public ImmutableArray<string> ToldPlaces { get; init; } = [];

    /// <summary>What was noticed and stands; what is usual lies with each stream's notice grain.</summary>
    public ImmutableArray<FindingView> Findings { get; init; } = [];

    /// <summary>The last check between runs.</summary>
    public ProbeView? Probe { get; init; }

    /// <summary>Runs that are over, newest first.</summary>
    public ImmutableArray<RunView> History { get; init; } = [];
}
