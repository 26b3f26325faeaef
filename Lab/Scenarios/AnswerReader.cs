namespace Supertrack.Lab.Scenarios;

internal static class AnswerReader
{
    public static Answer? Read(Members members, string name) =>
        members.Object(name) is { } found ? ReadWhole(found) : null;

    private static Answer ReadWhole(Members members)
    {
        Answer answer = Of(members);
        members.Done();
        return answer;
    }

    /// <summary>The answer that is spelled out among an object's other members.</summary>
    public static Answer Of(Members members)
    {
        int? status = members.Whole("status");
        if (status is < 100 or > 599)
        {
            throw members.Fail("status", $"{status} is no HTTP status; write a number from 100 to 599.");
        }

        return new Answer { Status = status, Headers = members.TextMap("headers"), Body = members.Node("body") };
    }
}
