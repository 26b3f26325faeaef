using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>The version asked for (path, header, query or date) is switched off or was never one.</summary>
internal sealed class VersionRefused() : WordingRule(FailureClass.VersionUnsupported, NextAction.ChangeVersion, 87,
    @"(version|revision)\b.{0,80}\b(not (supported|active|valid|available|found|exist)|unsupported|no longer|deprecated|does ?n[o']t exist|sunset\w*|retired|removed|invalid|expired|end[- ]of[- ]life|discontinued|obsolete|unknown|is missing|must be|should be|disabled|too old|gone|been shut)|(unsupported|deprecated|invalid|unknown|obsolete|nonexistent|outdated|missing|wrong|old|retired|sunset|not an? (valid|supported|known|active)) (\w+ ){0,2}version|version ?(unsupported|not ?supported|deprecated|mismatch|removed|sunset|invalid)|(api )?v\d+(\.\d+)*\b.{0,40}\b(no longer|deprecated|sunset|retired|not supported|unsupported|discontinued|removed|shut|gone|been turned)|specify a (valid |supported )?version|upgrade to (api |the latest |a newer |a supported )?v(ersion|\d)|nonexistent version|missing version|switch to v\d|sunset version|version:? header (is )?(required|missing)|supported (api[- ]?)?versions? (are|is|include)|no registered (resource )?provider|(only|must use|please use|migrate to) (the )?(api )?v(ersion )?\d",
    @"tls|ssl|browser|conversion|if-match|etag|edit conflict|record version|row version|document version|optimistic|minor version of the client|app version|field|please use /|use the /|see /|column|endpoint /|method /|versions? of (the|this) (file|document|page)")
{
    protected override bool Applies(Answer answer) => (answer.Status is 200 or (>= 400 and < 500) or 500 or 501 or 505)
        && !(answer.Status is 404 or 410 && Successors.Find(answer) is not null);
}

/// <summary>426 Upgrade Required.</summary>
internal sealed class UpgradeRequired426 : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status == 426
        ? new(FailureClass.VersionUnsupported, NextAction.ChangeVersion, Ranks.Hint, "426: a newer version is required", "status 426")
        : null;
}
