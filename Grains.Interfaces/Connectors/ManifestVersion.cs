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
}
