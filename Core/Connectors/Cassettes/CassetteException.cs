namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>A cassette cannot be read: says the file, the line and what to do.</summary>
public sealed class CassetteException(string file, int line, string problem, Exception? inner = null)
    : Exception(line == 0 ? $"{file}: {problem}" : $"{file}:{line}: {problem}", inner)
{
    public string File { get; } = file;

    /// <summary>Line from 1; 0 for the whole file.</summary>
    public int Line { get; } = line;
}
