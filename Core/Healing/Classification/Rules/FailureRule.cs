using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>What one rule makes of an answer.</summary>
/// <param name="Rank">How much the evidence settles, 0 to 100; the highest of all rules decides. See <see cref="Ranks"/>.</param>
internal sealed record Verdict(FailureClass Class, NextAction Action, int Rank, string Cause, string Evidence);

/// <summary>One way to recognise one kind of failure; rules know nothing of each other.</summary>
internal interface IFailureRule
{
    Verdict? Judge(Answer answer);
}

/// <summary>How much a piece of evidence settles.</summary>
internal static class Ranks
{
    /// <summary>A statement that leaves no other reading, whatever the status.</summary>
    public const int Decisive = 90;

    /// <summary>A clear sentence or machine code.</summary>
    public const int Clear = 75;

    /// <summary>A sentence that another, more exact one overrules.</summary>
    public const int Likely = 60;

    /// <summary>A header or a form of answer that points one way.</summary>
    public const int Hint = 45;

    /// <summary>Nothing but the status.</summary>
    public const int Status = 20;
}

/// <summary>A rule that looks for one wording in what a failing answer says.</summary>
/// <param name="kind">The class when found.</param>
/// <param name="action">The step it calls for.</param>
/// <param name="rank">See <see cref="Ranks"/>.</param>
/// <param name="wording">Regular expression over lower-case words.</param>
/// <param name="unless">A wording in the same statement that means something else.</param>
internal abstract class WordingRule(FailureClass kind, NextAction action, int rank, string wording, string? unless = null) : IFailureRule
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly Regex _wording = new(wording, RegexOptions.CultureInvariant, s_patience);
    private readonly Regex? _unless = unless is null ? null : new(unless, RegexOptions.CultureInvariant, s_patience);

    public Verdict? Judge(Answer answer)
    {
        if (answer.Succeeded || !Applies(answer)) return null;
        foreach (var statement in answer.Statements)
        {
            if (!_wording.IsMatch(statement.Words) || _unless?.IsMatch(statement.Words) == true) continue;
            return new(kind, Action(answer, action), rank, Cause(answer, statement), $"{statement.Place}: {Quoted.Short(statement.Original)}");
        }

        return null;
    }

    /// <summary>What else must hold; everything by default.</summary>
    protected virtual bool Applies(Answer answer) => true;

    protected virtual NextAction Action(Answer answer, NextAction usual) => usual;

    private static string Cause(Answer answer, Statement statement) =>
        answer.Status == 0 ? Quoted.Short(statement.Original) : $"{answer.Status}: {Quoted.Short(Fullest(answer, statement))}";

    /// <summary>A code alone reads badly: the sentence that came with it is quoted too.</summary>
    private static string Fullest(Answer answer, Statement statement)
    {
        if (statement.Original.Contains(' ')) return statement.Original;
        var sentence = answer.Statements.FirstOrDefault(s => s.Original.Contains(' '));
        return sentence is null ? statement.Original : $"{statement.Original}: {sentence.Original}";
    }
}

internal static class Quoted
{
    /// <summary>One line of at most 200 characters.</summary>
    public static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Secrets.Masked(line.Length <= 200 ? line : line[..197] + "...");
    }
}
