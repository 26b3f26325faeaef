using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>JSON that stops in the middle under a good status, or another body that is shorter than Content-Length says: the connection was cut.</summary>
internal sealed class CutBody : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (>= 200 and < 300)) return null;
        if (answer.Form == BodyForm.BrokenJson && answer.Sample.Body.Length < 200_000)
            return new(FailureClass.Transient, NextAction.Retry, Ranks.Decisive, $"{answer.Status}: the JSON stops after {answer.Sample.Body.Length} characters", "content: cut JSON");
        if (answer.Header("content-length") is not { } length || answer.Header("content-encoding") is not null || answer.Sample.Method == "HEAD") return null;
        var bytes = System.Text.Encoding.UTF8.GetByteCount(answer.Sample.Body);
        return int.TryParse(length, out var announced) && announced > bytes && answer.Form is BodyForm.Empty or BodyForm.Text or BodyForm.Xml
            ? new(FailureClass.Transient, NextAction.Retry, Ranks.Clear, $"{answer.Status}: {bytes} of {announced} bytes came", "content-length: " + length)
            : null;
    }
}
