using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// Headers that hold JSON about usage (Meta: X-Business-Use-Case-Usage with <c>estimated_time_to_regain_access</c> in minutes,
/// X-Ad-Account-Usage with <c>reset_time_duration</c> in seconds).
/// </summary>
internal sealed class UsageHeaders : IWaitSource
{
    private static readonly BodyMembers s_members = new();

    public Wait? Read(Answer answer)
    {
        foreach (var (name, value) in answer.Sample.Headers)
        {
            if (!value.StartsWith('{') && !value.StartsWith('[')) continue;
            if (Parse(value) is { } json && s_members.Read(answer with { Json = json }) is { } wait) return wait with { Source = $"{name}: {wait.Source}" };
        }

        return null;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return LenientJson.Parse(text);
        }
        catch (JsonException)
        {
            return null; // a header that only looks like JSON says nothing about waiting
        }
    }
}
