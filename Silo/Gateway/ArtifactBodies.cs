using System.Collections.Immutable;
using System.Text.Json;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Silo.Gateway;

/// <param name="Content">YAML or JSON text, or the content itself as JSON; for prompts any text.</param>
/// <param name="Evidence">Reasons to believe that it is right.</param>
/// <param name="Cases">Cases that this and all later versions have to pass.</param>
/// <param name="Retire">Cases of the version before that no longer hold.</param>
internal sealed record FreezeBody(JsonElement Content, ImmutableArray<string>? Evidence, ImmutableArray<JsonElement>? Cases, ImmutableArray<RetireBody>? Retire)
{
    public VersionProposal Proposal() => new()
    {
        Content = Content.ValueKind == JsonValueKind.String ? Content.GetString()! : Content.ValueKind == JsonValueKind.Undefined ? "" : Content.GetRawText(),
        Evidence = Evidence ?? [],
        Cases = [.. (Cases ?? []).Select(one => one.GetRawText())],
        Retire = [.. (Retire ?? []).Select(one => new RetiredCaseEntry(one.Hash, one.Reason))],
    };
}

internal sealed record RetireBody(string Hash, string Reason);

/// <param name="Version">For activate and override.</param>
/// <param name="Reason">For lock and override it is needed.</param>
/// <param name="AcceptBreaking">Go on although readers of the live version break.</param>
/// <param name="Override">The id of the override to confirm.</param>
internal sealed record DecideBody(string? Version, string? Reason, bool? AcceptBreaking, string? Override);
