using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Cli.Frame;

/// <summary>Reads input files; every failure is one line that names the file, the place in it and what to do.</summary>
internal static class InputFile
{
    /// <summary>The text of a file; <c>-</c> is standard input.</summary>
    /// <exception cref="CommandException">The file is absent or cannot be read (exit code 2).</exception>
    public static async Task<string> TextAsync(string path, Terminal terminal, CancellationToken cancellation)
    {
        if (path == "-")
        {
            using var reader = new StreamReader(terminal.Input, leaveOpen: true);
            return await reader.ReadToEndAsync(cancellation);
        }

        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CommandException.Usage(Unreadable(path, error), error);
        }
    }

    /// <summary>A file as bytes.</summary>
    /// <exception cref="CommandException">The file is absent or cannot be read (exit code 2).</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CommandException.Usage(Unreadable(path, error), error);
        }
    }

    /// <summary>A file that holds one JSON object.</summary>
    /// <exception cref="CommandException">The file cannot be read or is no JSON object (exit code 2).</exception>
    public static async Task<JsonObject> ObjectAsync(string path, Terminal terminal, CancellationToken cancellation) =>
        await JsonAsync(path, terminal, cancellation) as JsonObject
            ?? throw CommandException.Usage($"{path}: a JSON object is wanted here. Write it as {{\"name\": value, ...}}.");

    /// <summary>A file that holds one JSON value.</summary>
    /// <exception cref="CommandException">The file cannot be read or is not JSON (exit code 2).</exception>
    public static async Task<JsonNode?> JsonAsync(string path, Terminal terminal, CancellationToken cancellation)
    {
        string text = await TextAsync(path, terminal, cancellation);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException error)
        {
            throw CommandException.Usage(
                $"{path}: not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}. Correct the file there.", error);
        }
    }

    private static string Unreadable(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{path}: no such file. Check the path.",
        UnauthorizedAccessException when Directory.Exists(path) => $"{path}: is a folder; a file is wanted. Name a file in it.",
        UnauthorizedAccessException => $"{path}: may not be read. Check its permissions.",
        _ => $"{path}: cannot be read ({ErrorLine.OneLine(error.Message)}). Check the path.",
    };
}
