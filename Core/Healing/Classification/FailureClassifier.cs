using Supertrack.Core.Healing.Classification.Answers;
using Supertrack.Core.Healing.Classification.Rules;

namespace Supertrack.Core.Healing.Classification;

/// <summary>
/// Says what a failing answer means. Every rule looks at the answer by itself; the rule whose evidence settles most decides, and what
/// other rules saw is kept as further evidence. Pure: the same sample and clock give the same diagnosis.
/// </summary>
public static class FailureClassifier
{
    private const int FurtherEvidence = 3;

    private static readonly IFailureRule[] s_rules =
    [
        new Redirected(), new WrongPasswordGrant(), new ConsentMissing(), new WrongTokenRequest(), new DeadGrant(), new DeadRefreshToken(), new UnknownClient(),
        new Challenged(), new CursorRefused(), new PagingStyleRefused(), new CostThrottled(), new LockNotLimit(), new LoginPage(), new PlannedMaintenance(),
        new VersionRefused(), new AccountTrouble(), new TokenRevoked(), new ConnectionFailed(), new FieldLeft(), new ParameterUnknown(), new LimitReached(),
        new SaysRemoved(), new PagingTarget(), new FlaggedTransient(), new SettingWrong(), new NotAuthorizedToPerform(), new PaymentRequired402(), new TokenExpired(),
        new SaysMoved(), new MovedMember(), new MicrosoftCodes(), new ConsentEnded(), new DeadCode(), new IncompleteTokenRequest(), new ProxyCouldNotReach(), new ScopeNamed(), new ScopesLacking(), new PagingDepth(), new CursorParameterRefused(), new ListingReset(), new RangeBeyondEnd416(), new Topic(), new ValueRefused(), new AccessMissing(), new RouteUnknown(), new KeyRestricted(), new Migrating477(), new SaysTransient(), new GoogleAuthError(),
        new ParameterRefused(), new CredentialRefused(), new CredentialWanted(), new DeniedUnknown(), new CredentialUnknown(), new Deprecated(), new PortalBetween(), new NumericCodes(), new SilentFailures(), new CutBody(),
        new LegalReasons451(), new UpgradeRequired426(), new PageInsteadOfData(), new NoAnswer(), new Gone410(), new ServerFault(), new MediaType415(), new StillWorking202(),
        new OtherContent(), new NotFound404(), new Unauthorized401(), new Forbidden403(), new Rejected4xx(),
    ];

    /// <param name="sample">The answer as it came.</param>
    /// <param name="now">The time it came; the answer's own Date header is preferred where it has one.</param>
    public static Diagnosis Classify(FailureSample sample, DateTimeOffset now)
    {
        var answer = AnswerReader.Read(sample, now);
        var verdicts = s_rules.Select(r => Patience.Within(() => r.Judge(answer))).OfType<Verdict>().Select(v => v with { Rank = v.Rank - StatusDoubts.Of(answer.Status, v.Class) }).OrderByDescending(v => v.Rank).ToList();
        return verdicts.Count == 0 ? Unknown(answer) : Decide(answer, verdicts);
    }

    private static Diagnosis Decide(Answer answer, List<Verdict> verdicts)
    {
        var best = verdicts[0];
        var wait = Waits(best.Class) ? answer.Wait : null;
        var evidence = verdicts.Where(v => v.Class == best.Class).Select(v => v.Evidence)
            .Concat(answer.Meant is null ? [] : [$"status {answer.Sample.Status}, but the body says {answer.Meant}"])
            .Concat(wait is null ? [] : ["wait: " + Quoted.Short(wait.Source)])
            .Concat(verdicts.Where(v => v.Class != best.Class).Take(FurtherEvidence).Select(v => $"also {v.Class.Name()}: {v.Evidence}"))
            .Distinct().ToList();
        return new(best.Class, best.Cause, IsRetryable(best), wait?.Seconds, evidence, best.Action) { Hints = Patience.Within(() => HintReader.Read(answer)) ?? FailureHints.None };
    }

    private static Diagnosis Unknown(Answer answer)
    {
        var seen = answer.Statements.Count > 0 ? Quoted.Short(answer.Statements[0].Original) : answer.Form == BodyForm.Empty ? "no content" : $"{answer.Form} content";
        return new(FailureClass.Unknown, $"{answer.Status}: {seen}", false, null, [$"status {answer.Status}", seen], NextAction.AskHuman);
    }

    private static bool Waits(FailureClass kind) =>
        kind is FailureClass.RateLimited or FailureClass.QuotaExhausted or FailureClass.Transient or FailureClass.Maintenance or FailureClass.Network;

    private static bool IsRetryable(Verdict verdict) => verdict.Class is FailureClass.RateLimited or FailureClass.AuthExpired or FailureClass.Transient
        or FailureClass.Maintenance or FailureClass.Network || verdict.Action == NextAction.WaitForReset;
}
