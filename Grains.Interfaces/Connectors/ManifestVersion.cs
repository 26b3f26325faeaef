namespace Supertrack.Grains.Interfaces.Connectors;

[GenerateSerializer, Alias("supertrack.manifest-version"), Immutable]
public sealed record ManifestVersion
{
    [Id(0)] public required int Version { get; init; }

    /// <summary>SHA-256 of the text in hexadecimal.</summary>
    [Id(1)] public required string Hash { get; init; }

    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public required string Text { get; init; }

    /// <summary>Who proposed it: person, or repair and its number.</summary>
    [Id(4)] public string Origin { get; init; } = "person";

    /// <summary>The frozen version that it is, e.g. 1.2.0; empty before it is frozen.</summary>
    [Id(5)] public string Frozen { get; init; } = "";

    /// <summary>SHA-256 of the canonical content of that version; empty before it is frozen.</summary>
    [Id(6)] public string FrozenHash { get; init; } = "";
}
