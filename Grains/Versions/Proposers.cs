using Supertrack.Core.Versions;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Versions;

/// <summary>Who proposed a version: the caller, or whom the platform names.</summary>
internal static class Proposers
{
    private const int MostCharacters = 200;

    public static Proposer Of(Caller caller, string? named)
    {
        if (caller.Role != Role.System) return new Proposer(ProposerKind.Person, Short(caller.Subject));
        var parts = (named ?? "").Split(' ', 2);
        return parts is [var kind, var name] && Enum.TryParse<ProposerKind>(kind, ignoreCase: true, out var known)
            ? new Proposer(known, Short(name))
            : new Proposer(ProposerKind.Rule, Short(named is { Length: > 0 } ? named : caller.Subject));
    }

    private static string Short(string name) => name.Length > MostCharacters ? name[..MostCharacters] : name;
}
