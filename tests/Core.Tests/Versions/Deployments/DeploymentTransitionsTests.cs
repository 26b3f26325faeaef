using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Changes;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Core.Tests.Versions.Deployments;

public sealed class DeploymentTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SemanticVersion[] Versions = [new(1, 0, 0), new(1, 1, 0), new(2, 0, 0)];
    private static readonly CaseResult Broken = new("people", "00", false, "record 3 differs");

    private static DeploymentState Apply(DeploymentState state, params DeploymentCommand[] commands) =>
        commands.Aggregate(state, (present, command) => DeploymentTransitions.Decide(present, command).State);

    private static DeploymentCommand[] Activate(SemanticVersion version, Stage stage = Stage.Dev, string id = "a") =>
        [new Begin(stage, id, version, "ada", Now), new Finish(stage, id, new ActivationFindings(), "ada", Now)];

    [Fact]
    public void A_version_is_live_only_after_its_checks_and_the_one_before_is_remembered()
    {
        var begun = Apply(new DeploymentState(), [.. Activate(Versions[0]), new Begin(Stage.Dev, "b", Versions[1], "ada", Now)]);
        Assert.Equal(Versions[0], begun.Dev.Live);
        var done = Apply(begun, new Finish(Stage.Dev, "b", new ActivationFindings(), "ada", Now));
        Assert.Equal((Versions[1], Versions[0], (PendingActivation?)null), (done.Dev.Live!.Value, done.Dev.Previous!.Value, done.Dev.Pending));
        Assert.Equal(Versions[0], Apply(done, new Rollback(Stage.Dev, "ada", Now, "slow")).Dev.Live);
    }

    [Fact]
    public void A_failed_case_breaking_change_missing_case_or_damage_keeps_the_old_version()
    {
        foreach (var (findings, says) in new (ActivationFindings, string)[]
        {
            (new() { Suite = [Broken] }, "record 3 differs"),
            (new() { Breaking = [new ArtifactChange("field_removed", "a", Bump.Major, "")] }, "breaks readers"),
            (new() { CasesMissing = true }, "no case"),
            (new() { Damage = "its content was altered" }, "damaged"),
        })
        {
            var begun = Apply(new DeploymentState(), [.. Activate(Versions[0]), new Begin(Stage.Dev, "b", Versions[1], "ada", Now)]);
            var decision = DeploymentTransitions.Decide(begun, new Finish(Stage.Dev, "b", findings, "ada", Now));
            Assert.Equal(("refused", Versions[0]), (decision.Entry.Action, decision.State.Dev.Live));
            Assert.Contains(says, decision.Entry.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Breaking_changes_pass_when_the_caller_accepts_them()
    {
        var findings = new ActivationFindings { Breaking = [new ArtifactChange("field_removed", "a", Bump.Major, "")] };
        var state = Apply(new DeploymentState(), new Begin(Stage.Dev, "b", Versions[2], "ada", Now, AcceptBreaking: true), new Finish(Stage.Dev, "b", findings, "ada", Now));
        Assert.Equal(Versions[2], state.Dev.Live);
    }

    [Fact]
    public void Test_and_prod_take_only_what_is_live_one_stage_before()
    {
        Refused("not_promoted", new DeploymentState(), new Begin(Stage.Prod, "a", Versions[0], "ada", Now));
        var dev = Apply(new DeploymentState(), Activate(Versions[0]));
        Refused("not_promoted", dev, new Begin(Stage.Prod, "a", Versions[0], "ada", Now));
        Assert.Equal(Versions[0], Apply(dev, [.. Activate(Versions[0], Stage.Test), .. Activate(Versions[0], Stage.Prod)]).Prod.Live);
    }

    [Fact]
    public void What_was_made_in_an_environment_comes_from_no_stage_before_and_needs_no_case_but_passes_those_there_are()
    {
        var live = Apply(new DeploymentState(), new Begin(Stage.Prod, "a", Versions[0], "ada", Now, Direct: true), new Finish(Stage.Prod, "a", new ActivationFindings { CasesMissing = true }, "ada", Now));
        Assert.Equal(Versions[0], live.Prod.Live);
        var refused = Apply(live, new Begin(Stage.Prod, "b", Versions[1], "ada", Now, Direct: true), new Finish(Stage.Prod, "b", new ActivationFindings { Suite = [Broken] }, "ada", Now));
        Assert.Equal(Versions[0], refused.Prod.Live);
        Refused("locked", Apply(live, new LockStage(Stage.Prod, "ada", Now, "audit")), new Begin(Stage.Prod, "c", Versions[1], "ada", Now, Direct: true));
    }

    [Fact]
    public void A_lock_holds_against_everything_but_two_people_with_a_reason()
    {
        var locked = Apply(new DeploymentState(), [.. Activate(Versions[0]), .. Activate(Versions[1], id: "b"), new LockStage(Stage.Dev, "ada", Now, "audit")]);
        Refused("locked", locked, new Begin(Stage.Dev, "c", Versions[2], "ada", Now));
        Refused("locked", locked, new Rollback(Stage.Dev, "ada", Now, "x"));
        Refused("locked", locked, new Deactivate(Stage.Dev, "ada", Now, "x"));
        Refused("no_reason", locked, new AskOverride(Stage.Dev, "o", Versions[2], "ada", Now, " "));
        Refused("not_a_person", locked, new AskOverride(Stage.Dev, "o", Versions[2], "platform:healing", Now, "x"));
        var asked = Apply(locked, new AskOverride(Stage.Dev, "o", Versions[2], "ada", Now, "outage"));
        Refused("same_person", asked, new ConfirmOverride(Stage.Dev, "o", "ada", Now));
        Refused("not_a_person", asked, new ConfirmOverride(Stage.Dev, "o", "platform:healing", Now));
        Refused("no_override", asked, new ConfirmOverride(Stage.Dev, "other", "bob", Now));
        Refused("override_expired", asked, new ConfirmOverride(Stage.Dev, "o", "bob", Now.AddHours(25)));
        var done = DeploymentTransitions.Decide(Apply(asked, new ConfirmOverride(Stage.Dev, "o", "bob", Now)), new Finish(Stage.Dev, "o", new ActivationFindings { Suite = [Broken] }, "bob", Now));
        Assert.Equal((Versions[2], "activated"), (done.State.Dev.Live!.Value, done.Entry.Action));
        Assert.Contains("ada and bob: outage", done.Entry.Detail, StringComparison.Ordinal);
        Assert.NotNull(done.State.Dev.Lock);
    }

    [Fact]
    public void Nobody_overrides_a_damaged_version()
    {
        var asked = Apply(new DeploymentState(), new AskOverride(Stage.Prod, "o", Versions[0], "ada", Now, "x"), new ConfirmOverride(Stage.Prod, "o", "bob", Now));
        Assert.Null(Apply(asked, new Finish(Stage.Prod, "o", new ActivationFindings { Damage = "altered" }, "bob", Now)).Prod.Live);
    }

    [Fact]
    public void A_late_answer_of_checks_that_a_rollback_overtook_changes_nothing()
    {
        var begun = Apply(new DeploymentState(), [.. Activate(Versions[0]), .. Activate(Versions[1], id: "b"), new Begin(Stage.Dev, "c", Versions[2], "ada", Now)]);
        var back = Apply(begun, new Rollback(Stage.Dev, "ada", Now, "slow"));
        Refused("no_activation", back, new Finish(Stage.Dev, "c", new ActivationFindings(), "ada", Now));
        Assert.Equal(Versions[0], back.Dev.Live);
    }

    [Fact]
    public void A_lock_that_comes_while_checks_run_refuses_the_activation()
    {
        var begun = Apply(new DeploymentState(), new Begin(Stage.Dev, "a", Versions[0], "ada", Now), new LockStage(Stage.Dev, "bob", Now, "audit"));
        Assert.Null(Apply(begun, new Finish(Stage.Dev, "a", new ActivationFindings(), "ada", Now)).Dev.Live);
    }

    [Fact]
    public void Whatever_is_commanded_a_failed_version_is_live_only_by_two_people_and_each_decision_is_audited()
    {
        Prop.ForAll(Commands().ListOf().ToArbitrary(), commands =>
        {
            var state = new DeploymentState();
            var audit = new List<RegistryEntry>();
            foreach (var command in commands)
            {
                try
                {
                    var decision = DeploymentTransitions.Decide(state, command);
                    if (!Holds(state, decision, command)) return false;
                    (state, audit) = (decision.State, [.. audit, decision.Entry]);
                }
                catch (DeploymentRefusedException)
                {
                    // A refusal changes nothing.
                }
            }
            return audit.Count == state.Revision && audit.Select((entry, i) => entry.Revision == i + 1).All(one => one) && RegistryText.Of(RegistryText.State(RegistryText.Of(state))) == RegistryText.Of(state);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool Holds(DeploymentState before, Decision decision, DeploymentCommand command)
    {
        var (old, now) = (before[command.Stage], decision.State[command.Stage]);
        foreach (var other in Stages.All)
            if (other != command.Stage && before[other] != decision.State[other]) return false;
        if (now.Live == old.Live) return true;
        return command switch
        {
            Finish finish => old.Pending is { } pending && pending.Version == now.Live && finish.Findings.Damage is null
                && (pending.Override is { } two ? two.First != two.Second : old.Lock is null && !finish.Findings.Failed.Any() && !finish.Findings.CasesMissing),
            Rollback => old.Lock is null && now.Live == old.Previous,
            Deactivate => old.Lock is null && now.Live is null,
            _ => false,
        };
    }

    private static Gen<DeploymentCommand> Commands()
    {
        var stage = Gen.Elements(Stage.Dev, Stage.Dev, Stage.Test, Stage.Prod);
        var who = Gen.Elements("ada", "bob", "platform:healing");
        var id = Gen.Elements("1", "2");
        var version = Gen.Elements(Versions);
        var findings = Gen.Elements(new ActivationFindings(), new ActivationFindings(), new ActivationFindings { Suite = [Broken] }, new ActivationFindings { Damage = "altered" }, new ActivationFindings { CasesMissing = true });
        return from s in stage
               from w in who
               from i in id
               from v in version
               from f in findings
               from reason in Gen.Elements("why", "")
               from command in Gen.Elements<DeploymentCommand>(
                   new Begin(s, i, v, w, Now, reason), new Begin(s, i, v, w, Now, reason), new Finish(s, i, f, w, Now), new Finish(s, i, f, w, Now), new Rollback(s, w, Now, reason), new Deactivate(s, w, Now, reason),
                   new LockStage(s, w, Now, reason), new UnlockStage(s, w, Now, reason), new AskOverride(s, i, v, w, Now, reason), new ConfirmOverride(s, i, w, Now), new Abandon(s, w, Now, reason), new Propose(s, v, w, Now))
               select command;
    }

    private static void Refused(string code, DeploymentState state, DeploymentCommand command) =>
        Assert.Equal(code, Assert.Throws<DeploymentRefusedException>(() => DeploymentTransitions.Decide(state, command)).Code);
}
