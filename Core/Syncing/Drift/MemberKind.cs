using System.Text.Json;

namespace Supertrack.Core.Syncing.Drift;

/// <summary>What kind of value a member holds.</summary>
internal enum MemberKind
{
    Null,
    Text,
    Number,
    Boolean,
    Object,
    List,
}

internal static class MemberKinds
{
    public const int Count = 6;

    public static MemberKind Of(JsonTokenType token) => token switch
    {
        JsonTokenType.String => MemberKind.Text,
        JsonTokenType.Number => MemberKind.Number,
        JsonTokenType.True or JsonTokenType.False => MemberKind.Boolean,
        JsonTokenType.StartObject => MemberKind.Object,
        JsonTokenType.StartArray => MemberKind.List,
        _ => MemberKind.Null,
    };

    public static string Name(MemberKind kind) => kind.ToString().ToLowerInvariant();
}
