using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Keys;
using Supertrack.Core.Schemas.Tables;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Schemas;

/// <summary>Compares the keys found in public databases with those their makers declared.</summary>
public sealed class KeysEvaluation(ITestOutputHelper output)
{
    [Fact]
    public void Keys_of_public_databases_are_found()
    {
        if (SharedData.Folder("keys") is not { } folder)
        {
            output.WriteLine("no ../shared/data/keys: nothing measured");
            return;
        }
        int keys = 0, keysRight = 0, right = 0, wrong = 0, missed = 0;
        foreach (var database in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(database, "truth.json")))!;
            var report = KeyDiscovery.Find([.. Directory.GetFiles(database, "*.csv").Order(StringComparer.Ordinal).Select(Read)]);
            var primary = report.PrimaryKeys.ToDictionary(k => k.Table, k => k.Columns);
            foreach (var (table, columns) in truth["pks"]!.AsObject())
            {
                keys++;
                var found = primary.GetValueOrDefault(table) ?? [];
                if (found.ToHashSet().SetEquals(columns!.AsArray().Select(c => (string)c!))) keysRight++;
                else output.WriteLine($"      key of {table}: {string.Join(',', found)} is {columns!.ToJsonString()}");
            }
            var expected = truth["fks"]!.AsArray().Select(f => Name((string)f!["table"]!, f["columns"]!, (string)f["ref_table"]!, f["ref_columns"]!)).ToHashSet();
            var got = report.ForeignKeys.Select(f => $"{f.Table}({string.Join(',', f.Columns)}) -> {f.RefTable}({string.Join(',', f.RefColumns)})").ToHashSet();
            right += got.Count(expected.Contains);
            foreach (var extra in got.Except(expected)) output.WriteLine($"      wrong {extra}");
            foreach (var lost in expected.Except(got)) output.WriteLine($"      missed {lost}");
            wrong += got.Except(expected).Count();
            missed += expected.Except(got).Count();
            output.WriteLine($"{Path.GetFileName(database),-20} {got.Count(expected.Contains)} of {expected.Count} foreign keys, {got.Except(expected).Count()} wrong");
        }
        var f1 = 2.0 * right / ((2 * right) + wrong + missed);
        output.WriteLine($"primary keys {keysRight}/{keys} = {keysRight / (double)keys:F3}; foreign keys F1 {f1:F3}");
        Assert.True(keysRight >= 0.9 * keys);
        Assert.True(f1 >= 0.9);
    }

    private static CsvTable Read(string file)
    {
        using var reader = new StreamReader(file);
        return CsvTable.Read(Path.GetFileNameWithoutExtension(file), reader);
    }

    private static string Name(string table, JsonNode columns, string refTable, JsonNode refColumns) =>
        $"{table}({string.Join(',', columns.AsArray().Select(c => (string)c!))}) -> {refTable}({string.Join(',', refColumns.AsArray().Select(c => (string)c!))})";
}
