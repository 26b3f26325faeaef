using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains;

/// <summary>Versions as HTTP shows them.</summary>
internal static class ETags
{
    public static string Of(long version) => $"\"{version}\"";

    /// <exception cref="ChangedException">The tag is not the present one.</exception>
    public static void Require(long version, string? ifMatch, string what)
    {
        if (ifMatch is not null && ifMatch != "*" && ifMatch != Of(version))
            throw new ChangedException($"{what} was changed meanwhile: it is {Of(version)}, not {ifMatch}. Read it again and repeat the change.");
    }
}
