namespace Supertrack.Core.Storage;

/// <summary>Names that end up in paths, schemas and keys: lower-case letters, digits and inner hyphens, 1 to 63 characters.</summary>
public static class Identifier
{
    public const int MaximumLength = 63;

    public const string Rule = "1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit";

    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaximumLength || name[0] == '-' || name[^1] == '-')
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }
        return true;
    }

    /// <exception cref="ArgumentException">The name breaks the rule; the message says which name and what is allowed.</exception>
    public static string Require(string? name, string what) =>
        IsValid(name) ? name! : throw new ArgumentException($"{what} '{name}' is not a valid name: use {Rule}.");
}
