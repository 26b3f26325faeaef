using System.Text.Json.Nodes;
using Spectre.Console;

namespace Supertrack.Cli.Frame;

/// <summary>Draws rows of JSON as a table: one column for each member of the objects, nested values as JSON.</summary>
internal static class ResultTable
{
    public static string Draw(IReadOnlyList<JsonNode?> rows)
    {
        List<string> columns = [.. rows.OfType<JsonObject>().SelectMany(row => row.Select(member => member.Key)).Distinct()];
        var table = new Table { Border = TableBorder.Simple };
        if (columns.Count == 0)
        {
            columns.Add("value");
        }

        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        }

        foreach (JsonNode? row in rows)
        {
            table.AddRow([.. columns.Select(column => Markup.Escape(Cell(row is JsonObject members ? members[column] : row)))]);
        }

        return Render(table);
    }

    private static string Cell(JsonNode? value) => value switch
    {
        null => "",
        JsonValue scalar when scalar.TryGetValue(out string? text) => text,
        _ => value.ToJsonString(),
    };

    private static string Render(Table table)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 200;
        console.Write(table);
        return text.ToString();
    }
}
