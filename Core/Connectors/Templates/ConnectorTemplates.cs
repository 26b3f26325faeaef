namespace Supertrack.Core.Connectors.Templates;

/// <summary>Manifests to begin with, each of which lints clean and reads; the first line of each says what it is for.</summary>
public static class ConnectorTemplates
{
    private const string Prefix = "templates/";
    private const string Extension = ".yaml";

    /// <summary>Names in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ConnectorTemplates).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Extension.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The manifest as YAML with comments; null for an unknown name.</summary>
    public static string? Find(string name)
    {
        using var stream = typeof(ConnectorTemplates).Assembly.GetManifestResourceStream(Prefix + name + Extension);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What the template is for.</summary>
    public static string Purpose(string name) => (Find(name) ?? "").Split('\n')[0].TrimStart('#', ' ');
}
