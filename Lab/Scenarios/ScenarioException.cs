namespace Supertrack.Lab.Scenarios;

/// <summary>A scenario cannot be used: says the file, the place in it, what is wrong and what to write instead.</summary>
public sealed class ScenarioException(string file, string path, string problem)
    : Exception(path.Length == 0 ? $"{file}: {problem}" : $"{file}: {path}: {problem}")
{
    public string File { get; } = file;

    /// <summary>Dotted path of the member in the file, empty for the file itself.</summary>
    public string Path { get; } = path;
}
