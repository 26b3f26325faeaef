using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// Elements and named values of an XML answer that hold a pause: <c>&lt;RetryAfterSeconds&gt;30&lt;/RetryAfterSeconds&gt;</c>, Exchange's
/// <c>&lt;t:Value Name="BackOffMilliseconds"&gt;297749&lt;/t:Value&gt;</c>.
/// </summary>
internal sealed partial class XmlMembers : IWaitSource
{
    private const int MaxRead = 30_000;

    public Wait? Read(Answer answer)
    {
        if (answer.Form != BodyForm.Xml || answer.Sample.Body.Length > MaxRead) return null;
        foreach (Match element in Element().Matches(answer.Sample.Body))
        {
            var name = element.Groups["given"].Success ? element.Groups["given"].Value : element.Groups["name"].Value;
            if (BodyMembers.Named(name, element.Groups["text"].Value, answer.Now) is { } seconds) return new(seconds, name + ": " + element.Groups["text"].Value);
        }

        return null;
    }

    [GeneratedRegex(@"<(?:\w{1,20}:)?(?<name>[\w.\-]{1,60})(?:\s+[Nn]ame\s*=\s*[""'](?<given>[\w.\-]{1,60})[""'])?[^<>]{0,200}>(?<text>[\w.:+\-]{1,40})</", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Element();
}
