using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Matching;

namespace Supertrack.Cli.Schemas;

/// <summary><c>schema match OLD NEW</c>: where each old field is now.</summary>
internal static class MatchCommand
{
    private static readonly Argument<string> Old = new("old") { Description = "The old JSON Schema." };
    private static readonly Argument<string> New = new("new") { Description = "The new JSON Schema." };
    private static readonly Option<string?> OldData = new("--old-data") { Description = "Records of the old shape: CSV, JSON lines or a JSON list." };
    private static readonly Option<string?> NewData = new("--new-data") { Description = "Records of the new shape." };
    private static readonly Option<string[]> Key = new("--key") { Description = "Old field that identifies a record; repeat it or separate by commas for a composite key." };

    public static Command Create() =>
        new Command("match", "Maps the fields of an old schema to those of a new one, with transforms and evidence.").With(Old, New, OldData, NewData, Key).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        string? oldData = invocation.Value(OldData), newData = invocation.Value(NewData);
        if (oldData is null != newData is null) throw CommandException.Usage("--old-data and --new-data belong together. Give both or none.");
        JsonObject old = await InputFile.ObjectAsync(invocation.Value(Old), invocation.Terminal, cancellation);
        JsonObject now = await InputFile.ObjectAsync(invocation.Value(New), invocation.Terminal, cancellation);
        IReadOnlyList<JsonNode?>? oldRecords = oldData is null ? null : await RecordFile.ReadAsync(oldData, invocation.Terminal, cancellation);
        IReadOnlyList<JsonNode?>? newRecords = newData is null ? null : await RecordFile.ReadAsync(newData, invocation.Terminal, cancellation);
        string[] key = [.. (invocation.Value(Key) ?? []).SelectMany(k => k.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        MatchReport report = FieldMatcher.Match(old, now, oldRecords, newRecords, key);
        if (oldRecords is not null) invocation.Note($"{report.JoinedRows} records met on both sides");
        await invocation.Results.DocumentAsync(report.ToJson(), cancellation);
        return ExitCode.Done;
    }
}
