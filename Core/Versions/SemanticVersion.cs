using System.Globalization;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions;

/// <summary>A version of an artifact (https://semver.org, without pre-release and build parts).</summary>
public readonly record struct SemanticVersion(int Major, int Minor, int Patch) : IComparable<SemanticVersion>
{
    /// <summary>What an artifact starts with.</summary>
    public static SemanticVersion First => new(1, 0, 0);

    public SemanticVersion Next(Bump bump) => bump switch
    {
        Bump.Major => new(Major + 1, 0, 0),
        Bump.Minor => new(Major, Minor + 1, 0),
        _ => new(Major, Minor, Patch + 1),
    };

    /// <summary>The part in which this differs from an earlier version.</summary>
    public Bump BumpFrom(SemanticVersion earlier) =>
        Major != earlier.Major ? Bump.Major : Minor != earlier.Minor ? Bump.Minor : Bump.Patch;

    public int CompareTo(SemanticVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>Reads <c>1.2.3</c> or <c>v1.2.3</c>.</summary>
    /// <exception cref="InvalidArtifactException">The text is no version.</exception>
    public static SemanticVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new InvalidArtifactException(text, "is no version", "Write it as 1.2.3.");

    public static bool TryParse(string? text, out SemanticVersion version)
    {
        version = default;
        var parts = (text is ['v', ..] ? text[1..] : text ?? "").Split('.');
        if (parts.Length != 3 || !Part(parts[0], out var major) || !Part(parts[1], out var minor) || !Part(parts[2], out var patch)) return false;
        version = new(major, minor, patch);
        return true;
    }

    private static bool Part(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');

    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;
}
