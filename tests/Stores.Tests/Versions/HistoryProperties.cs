using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Stores.Tests.Versions;

/// <summary>
/// Random histories of proposals, activations, promotions, rollbacks, overrides and crashes against the store on disk: whatever happens, no
/// frozen version changes, and what the live version passes the next one passes too.
/// </summary>
public sealed class HistoryProperties
{
    private static readonly string[] Cases = ["a", "b", "c"];

    [Fact]
    public void No_history_regresses_or_alters_a_frozen_version()
    {
        var steps = Gen.Choose(0, int.MaxValue - 1).ArrayOf(30).ToArbitrary();
        Prop.ForAll(steps, seeds => RunAsync(seeds).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    private static async Task<bool> RunAsync(int[] seeds)
    {
        using var lab = new VersionLab();
        var history = new History(lab);
        foreach (var seed in seeds) await history.StepAsync(seed);
        lab.Reopen();
        await history.CheckAsync();
        return lab.Alarms.Count == 0;
    }

    private sealed class History(VersionLab lab)
    {
        private readonly Dictionary<SemanticVersion, FrozenArtifact> _frozen = [];
        private readonly FakeSuite _suite = new();
        private int _number;

        public async Task StepAsync(int seed)
        {
            var random = new Random(seed);
            var crash = random.Next(4) == 0 ? random.Next(12) : int.MaxValue;
            var before = await lab.Store.DeploymentAsync(VersionLab.Crm, default);
            try
            {
                await ActAsync(random, new CrashingStore(lab.Store, crash));
            }
            catch (Exception error) when (error is DeploymentRefusedException or UnknownVersionException or InvalidArtifactException)
            {
                // Refused: nothing may have changed that the checks below do not allow.
            }
            catch (CrashException)
            {
                lab.Reopen();
                await ResumeAsync();
            }
            await RememberAsync();
            await JudgeAsync(before);
        }

        public async Task CheckAsync()
        {
            foreach (var (version, frozen) in _frozen)
            {
                var loaded = await lab.Store.LoadAsync(VersionLab.Crm, version, default);
                Assert.Equal((frozen.Id, frozen.Text), (loaded.Id, loaded.Text));
            }
            if (_frozen.Count > 0) Assert.All(await VersionCheck.RunAsync(lab.Store, VersionLab.Crm, null, default), one => Assert.Null(one.Finding));
            var audit = await lab.Store.AuditAsync(VersionLab.Crm, 1_000, default);
            Assert.Equal((await lab.Store.DeploymentAsync(VersionLab.Crm, default)).Revision, audit.Count);
        }

        private async Task ActAsync(Random random, IVersionStore store)
        {
            var registry = Registry(store);
            var stage = Stages.All[random.Next(3)];
            var who = random.Next(2) == 0 ? "ada" : "bob";
            var id = $"i{_number++}";
            switch (random.Next(10))
            {
                case 0 or 1 or 2:
                    await store.FreezeAsync(Request(random), default);
                    break;
                case 3 or 4 when _frozen.Count > 0:
                    await registry.ActivateAsync(VersionLab.Crm, Stage.Dev, id, Any(random), who, "", random.Next(2) == 0, default);
                    break;
                case 5 or 6:
                    await registry.PromoteAsync(VersionLab.Crm, (Stage)random.Next(2), id, who, "", acceptBreaking: true, default);
                    break;
                case 7:
                    await registry.ApplyAsync(VersionLab.Crm, at => new Rollback(stage, who, at, "why"), default);
                    break;
                case 8 when _frozen.Count > 0:
                    await registry.ApplyAsync(VersionLab.Crm, at => new AskOverride(stage, id, Any(random), "ada", at, "why"), default);
                    await registry.ConfirmAsync(VersionLab.Crm, stage, id, who, default);
                    break;
                default:
                    var isLocked = (await store.DeploymentAsync(VersionLab.Crm, default))[stage].Lock is not null;
                    await registry.ApplyAsync(VersionLab.Crm, at => isLocked ? new UnlockStage(stage, who, at, "why") : new LockStage(stage, who, at, "why"), default);
                    break;
            }
        }

        private FreezeRequest Request(Random random) => VersionLab.Request(
            new JsonObject { ["n"] = _number, ["passes"] = new JsonArray([.. Cases.Where(_ => random.Next(3) > 0).Select(one => (JsonNode?)one)]) }.ToJsonString(),
            null, random.Next(3) == 0 ? [$$"""{"name":"{{Cases[random.Next(3)]}}"}"""] : []);

        private SemanticVersion Any(Random random) => _frozen.Keys.Order().ElementAt(random.Next(_frozen.Count));

        private DeploymentRegistry Registry(IVersionStore store) => new(store, new ActivationChecks(store, _suite, new DeploymentPolicy([])), TimeProvider.System);

        private async Task ResumeAsync()
        {
            await Registry(lab.Store).ResumeAsync(VersionLab.Crm, default);
            var state = await lab.Store.DeploymentAsync(VersionLab.Crm, default);
            Assert.All(Stages.All, stage => Assert.Null(state[stage].Pending));
        }

        private async Task RememberAsync()
        {
            foreach (var one in await lab.Store.ListAsync(VersionLab.Crm, default))
                if (!_frozen.ContainsKey(one.Version)) _frozen[one.Version] = await lab.Store.LoadAsync(VersionLab.Crm, one.Version, default);
        }

        /// <summary>A version that became live passes its own cases and, being newer, those of the one before, unless two people said so.</summary>
        private async Task JudgeAsync(DeploymentState before)
        {
            var after = await lab.Store.DeploymentAsync(VersionLab.Crm, default);
            var audit = (await lab.Store.AuditAsync(VersionLab.Crm, 10, default)).Where(entry => entry.Revision > before.Revision).ToList();
            foreach (var stage in Stages.All)
            {
                if (after[stage].Live is not { } live || live == before[stage].Live) continue;
                var entry = audit.First(one => one.Stage == stage && one.Version == live && one.Action is "activated" or "rolled_back");
                if (entry.Action == "rolled_back" || entry.Detail.Contains("overridden by", StringComparison.Ordinal)) continue;
                Assert.Null(before[stage].Lock);
                var owed = _frozen[live].Version.Cases.AsEnumerable();
                if (before[stage].Live is { } old && old < live) owed = owed.Concat(_frozen[old].Version.Cases);
                foreach (var hash in owed)
                    Assert.True((await _suite.RunAsync(_frozen[live], hash, await lab.Store.LoadCaseAsync(VersionLab.Crm, hash, default), default)).Passed);
                if (stage != Stage.Dev) Assert.Equal(before[stage - 1].Live, live);
            }
        }
    }

    /// <summary>A content passes the cases that it lists.</summary>
    private sealed class FakeSuite : IRegressionSuite
    {
        public bool Runs(ArtifactKind kind) => true;

        public Task<CaseResult> RunAsync(FrozenArtifact artifact, string hash, string @case, CancellationToken cancellationToken)
        {
            var name = (string)JsonNode.Parse(@case)!["name"]!;
            var passes = JsonNode.Parse(artifact.Text)!["passes"]!.AsArray().Any(one => (string?)one == name);
            return Task.FromResult(new CaseResult(name, hash, passes, passes ? "" : "not listed"));
        }
    }
}
