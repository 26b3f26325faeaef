namespace Supertrack.Grains.Interfaces.Access;

/// <summary>A caller as it travels with a call: the request context is open to anybody, so the identity carries a seal only the platform can make.</summary>
[GenerateSerializer, Alias("supertrack.sealed-caller"), Immutable]
public sealed record SealedCaller
{
    /// <summary>The request context's entry.</summary>
    public const string ContextKey = "supertrack.caller";

    [Id(0)] public required Caller Caller { get; init; }

    /// <summary>HMAC-SHA256 in hexadecimal.</summary>
    [Id(1)] public required string Seal { get; init; }
}
