namespace Supertrack.Cli.Frame;

internal static class OutputFile
{
    /// <summary>Creates or empties a file.</summary>
    /// <exception cref="CommandException">The file cannot be written (exit code 2).</exception>
    public static FileStream Create(string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CommandException.Usage($"{path}: cannot be written ({ErrorLine.OneLine(error.Message)}). Choose a file in a folder that exists and is writable.", error);
        }
    }
}
