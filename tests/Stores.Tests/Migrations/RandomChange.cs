using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Schemas.Migrations;

namespace Supertrack.Stores.Tests.Migrations;

/// <summary>A table with hostile names and awkward values, and changes of it, made from a seed.</summary>
internal static class RandomChange
{
    public static ModelTable Table { get; } = new("or\"ders; DROP TABLE x --", [
        new("_row", "_row", ColumnType.Integer, false), new("full name", "name", ColumnType.Text, true), new("co\"de'", "code", ColumnType.Text, true), new("city", "city", ColumnType.Text, true),
        new("cents", "cents", ColumnType.Integer, true), new("weight", "weight", ColumnType.Number, true), new("open", "open", ColumnType.Boolean, true), new(new string('l', 60), "long", ColumnType.Text, true),
    ], ["_row"], []);

    private static readonly string?[] Names = ["Ada Lovelace", "Grace", "", null, " x y z", "O'Neil \"Q\"", "ß é"];
    private static readonly string?[] Codes = ["1", "007", "-3", "1.5", "true", "2024-02-30T00:00:00Z", "2024-02-29T12:30:00Z", "x", null, "99999999999999999999", "1e400"];
    private static readonly string?[] Cities = ["A", "B", "C", null];

    public static IReadOnlyList<IReadOnlyList<object?>> Rows(Random random, int count) => [.. Enumerable.Range(1, count).Select(i => (IReadOnlyList<object?>)[
        (long)i, Pick(random, Names), Pick(random, Codes), Pick(random, Cities), random.Next(5) == 0 ? null : random.NextInt64(-1000, 100000),
        random.Next(5) == 0 ? null : random.Next(2) == 0 ? random.Next(100) : random.NextDouble() * 100, random.Next(4) switch { 0 => null, 1 => true, _ => false }, Pick(random, Codes),
    ])];

    public static IReadOnlyList<ColumnChange> Changes(Random random)
    {
        var changes = new List<ColumnChange>();
        var text = Table.Columns.Where(c => c.Type == ColumnType.Text).Select(c => c.Name).ToList();
        if (random.Next(3) == 0) changes.Add(new JoinColumns(text[0], text[2], Column("where", ColumnType.Text), ", "));
        else if (random.Next(2) == 0) changes.Add(new SplitColumn(text[0], Column("first", ColumnType.Text), Column("full name", ColumnType.Text), " "));
        foreach (var column in Table.Columns.Skip(1))
        {
            if (changes.Exists(c => c.Sources.Contains(column.Name)) || random.Next(3) == 0) continue;
            changes.Add(Of(random, column));
        }
        if (random.Next(2) == 0) changes.Add(new AddColumn(Column("added", ColumnType.Json)));
        return changes;
    }

    private static ColumnChange Of(Random random, ModelColumn column)
    {
        var to = random.Next(2) == 0 ? column.Name : Renamed(column.Name);
        return random.Next(5) switch
        {
            0 => new RetireColumn(column.Name),
            1 => new MoveColumn(column.Name, Column(Renamed(column.Name), column.Type)),
            2 when column.Type == ColumnType.Integer => new ScaleColumn(column.Name, Column(to, ColumnType.Number), 0.01m),
            2 when column.Type == ColumnType.Number => new ScaleColumn(column.Name, Column(to, ColumnType.Integer), 100m),
            2 when column.Name == "city" => new MapColumn(column.Name, Column(to, ColumnType.Text), new Dictionary<string, string> { ["A"] = "Aachen", ["B"] = "it's \"B\"" }),
            _ => new MoveColumn(column.Name, Column(to, (ColumnType)random.Next(9))),
        };
    }

    private static string Renamed(string name) => name.Length > 50 ? "short" : name + " 2";

    private static ModelColumn Column(string name, ColumnType type) => new(name, name, type, true);

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
