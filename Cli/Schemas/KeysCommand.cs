using System.CommandLine;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Keys;
using Supertrack.Core.Schemas.Tables;

namespace Supertrack.Cli.Schemas;

/// <summary><c>schema keys FOLDER</c>: primary and foreign keys of a folder of CSV files.</summary>
internal static class KeysCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "One CSV file a table." };

    private static readonly Option<bool> Exact = new("--exact") { Description = "Compare every value, also in columns of more than 65,536 distinct ones (there sketches estimate otherwise)." };

    public static Command Create() =>
        new Command("keys", "Finds the primary and foreign keys of the tables in a folder.").With(Folder, Exact).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        string folder = invocation.Value(Folder);
        if (!Directory.Exists(folder)) throw CommandException.Usage($"{folder}: no such folder. Name one with a CSV file for each table.");
        string[] files = [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)];
        if (files.Length == 0) throw CommandException.Usage($"{folder}: holds no .csv file. Write one for each table, with a header line.");
        var tables = new List<CsvTable>();
        foreach (string file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            using var reader = new StreamReader(file);
            try
            {
                tables.Add(CsvTable.Read(Path.GetFileNameWithoutExtension(file), reader));
            }
            catch (FormatException error)
            {
                throw CommandException.Usage($"{file}: {error.Message}", error);
            }
        }
        await invocation.Results.DocumentAsync(KeyDiscovery.Find(tables, invocation.Value(Exact)).ToJson(), cancellation);
        return ExitCode.Done;
    }
}
