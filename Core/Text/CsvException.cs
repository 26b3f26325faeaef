namespace Supertrack.Core.Text;

/// <summary>Delimited text cannot be read on.</summary>
public sealed class CsvException(long line, string problem) : Exception($"Line {line}: {problem}")
{
    /// <summary>Line of the text, counted from 1.</summary>
    public long Line { get; } = line;
}
