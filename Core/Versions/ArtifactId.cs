namespace Supertrack.Core.Versions;

/// <summary>Names one artifact of one tenant. Each part is safe in paths, addresses and names of git.</summary>
/// <param name="Tenant">1 to 63 lower-case letters, digits and inner hyphens.</param>
/// <param name="Name">See <see cref="NameRule"/>.</param>
public sealed record ArtifactId(string Tenant, ArtifactKind Kind, string Name)
{
    public const string NameRule = "1 to 100 lower-case letters, digits, hyphens, underscores and single inner dots, beginning and ending with a letter or digit";

    private const int MaximumName = 100;

    /// <summary>The artifact's folder in its tenant's repository, e.g. <c>connectors/crm</c>.</summary>
    public string Folder => $"{Kind.Folder()}/{Name}";

    public override string ToString() => $"{Tenant}/{Kind.Word()}/{Name}";

    /// <summary>The tag of a version, e.g. <c>connector/crm/v1.2.3</c>.</summary>
    public string Tag(SemanticVersion version) => $"{Kind.Word()}/{Name}/v{version}";

    /// <summary>Reads <c>TENANT/KIND/NAME</c>.</summary>
    /// <exception cref="InvalidArtifactException">The text is no name of an artifact; the message says what is.</exception>
    public static ArtifactId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 3
            ? Of(parts[0], parts[1], parts[2])
            : throw new InvalidArtifactException(text, "is no name of an artifact", "Write it as tenant/kind/name, e.g. acme/connector/crm.");
    }

    /// <exception cref="InvalidArtifactException">A part breaks its rule.</exception>
    public static ArtifactId Of(string tenant, string kind, string name)
    {
        if (!ArtifactKinds.TryParse(kind, out var known))
            throw new InvalidArtifactException(kind, "is no kind of artifact", $"Use one of {ArtifactKinds.Words}.");
        return new ArtifactId(tenant, known, name).Checked();
    }

    /// <exception cref="InvalidArtifactException">Tenant or name breaks its rule.</exception>
    public ArtifactId Checked()
    {
        if (!IsTenant(Tenant)) throw new InvalidArtifactException(Tenant, "cannot be a tenant", "Use 1 to 63 lower-case letters, digits and inner hyphens.");
        if (!IsName(Name)) throw new InvalidArtifactException(Name, "cannot name an artifact", $"Use {NameRule}.");
        return this;
    }

    public static bool IsTenant(string? tenant) =>
        tenant is { Length: > 0 and <= 63 } && tenant[0] != '-' && tenant[^1] != '-' && tenant.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // A name becomes part of a tag: git refuses two dots and the ending .lock (git-check-ref-format).
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= MaximumName }
        && IsEdge(name[0]) && IsEdge(name[^1])
        && name.All(c => IsEdge(c) || c is '-' or '_' or '.')
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.EndsWith(".lock", StringComparison.Ordinal);

    private static bool IsEdge(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
