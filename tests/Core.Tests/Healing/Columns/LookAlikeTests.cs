using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Rows;

namespace Supertrack.Core.Tests.Healing.Columns;

/// <summary>The judge against columns made to look right.</summary>
public sealed class LookAlikeTests
{
    private const int Count = 120;

    [Theory]
    [InlineData("the same in four rows of five")]
    [InlineData("the same in nineteen rows of twenty")]
    [InlineData("the neighbour's value")]
    [InlineData("the same values in another order")]
    [InlineData("the values sorted")]
    [InlineData("a counter that runs beside")]
    [InlineData("the last digits")]
    [InlineData("a day later in half the rows")]
    public void A_column_that_is_right_only_in_part_is_given_up(string trap)
    {
        var old = Rows(index => new JsonObject { ["id"] = index + 1, ["amount"] = Value(index), ["other"] = $"x{index % 7}" });
        var sorted = Enumerable.Range(0, Count).Select(Value).Order().ToList();
        var found = Rows(index => new JsonObject { ["id"] = index + 1, ["amount_total"] = Trapped(trap, index, sorted), ["other"] = $"x{index % 7}" });

        Assert.Equal(Fate.Lost, Map(old, found)["amount"].Fate);
    }

    [Fact]
    public void Of_two_columns_with_the_same_values_the_name_decides_and_either_gives_them_back()
    {
        var old = Rows(index => new JsonObject { ["id"] = index + 1, ["reference"] = $"R-{Value(index)}" });
        var found = Rows(index => new JsonObject { ["id"] = index + 1, ["copy_of_it"] = $"R-{Value(index)}", ["reference_no"] = $"R-{Value(index)}" });

        Assert.Equal(["reference_no"], Map(old, found)["reference"].Sources);
    }

    [Fact]
    public void An_enumeration_that_a_map_could_fit_on_few_rows_is_not_believed()
    {
        var old = Enumerable.Range(0, 8).Select(index => new JsonObject { ["id"] = index + 1, ["state"] = index % 3 == 0 ? "open" : "closed" }).ToList();
        var found = Enumerable.Range(0, 8).Select(index => new JsonObject { ["id"] = index + 1, ["colour"] = index % 3 == 0 ? "red" : "blue" }).ToList();

        Assert.Equal(Fate.Lost, Map(old, found)["state"].Fate);
    }

    [Fact]
    public void A_flag_that_is_nearly_always_false_is_not_mapped_to_another_such_flag()
    {
        var old = Rows(index => new JsonObject { ["id"] = index + 1, ["archived"] = index == 5 });
        var found = Rows(index => new JsonObject { ["id"] = index + 1, ["beta_tester"] = index == 9 });

        Assert.Equal(Fate.Lost, Map(old, found)["archived"].Fate);
    }

    [Fact]
    public void A_column_empty_on_both_sides_is_kept_and_one_that_emptied_is_lost()
    {
        var old = Rows(index => new JsonObject { ["id"] = index + 1, ["never"] = null, ["once"] = $"v{index}" });
        var found = Rows(index => new JsonObject { ["id"] = index + 1, ["never"] = null, ["once"] = null });

        var columns = Map(old, found);

        Assert.Equal((Fate.Kept, Fate.Lost), (columns["never"].Fate, columns["once"].Fate));
    }

    private static int Value(int index) => ((index * 7919) + 13) % 99_991;

    private static JsonNode Trapped(string trap, int index, List<int> sorted) => trap switch
    {
        "the same in four rows of five" => index % 5 == 0 ? Value(index + 500) : Value(index),
        "the same in nineteen rows of twenty" => index % 20 == 0 ? Value(index + 500) : Value(index),
        "the neighbour's value" => Value(index + 1),
        "the same values in another order" => Value(index * 7 % Count),
        "the values sorted" => sorted[index],
        "a counter that runs beside" => index + 1,
        "the last digits" => Value(index) % 100,
        _ => index % 2 == 0 ? Value(index) : Value(index) + 86_400,
    };

    private static Dictionary<string, ColumnFate> Map(List<JsonObject> old, List<JsonObject> found) =>
        ColumnMapper.Map(KeyFinder.Join(RowSet.Of(["id"], old), found)!).ToDictionary(column => column.Path);

    private static List<JsonObject> Rows(Func<int, JsonObject> row) => [.. Enumerable.Range(0, Count).Select(row)];
}
