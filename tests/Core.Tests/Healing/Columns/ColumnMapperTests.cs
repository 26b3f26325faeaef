using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Tests.Healing.Columns;

public sealed class ColumnMapperTests
{
    private const int Count = 80;

    [Theory]
    [InlineData("same", "a", "", "text")]
    [InlineData("renamed", "b", "", "text")]
    [InlineData("moved", "deep.b", "", "text")]
    [InlineData("text to number", "b", "number-as-text", "number")]
    [InlineData("number to text", "b", "text-as-number", "digits")]
    [InlineData("cents to units", "b", "divide", "number")]
    [InlineData("iso to seconds", "b", "seconds", "instant")]
    [InlineData("iso to milliseconds", "b", "millis", "instant")]
    [InlineData("day first", "b", "day-first", "instant")]
    [InlineData("prefixed", "b", "prefix", "text")]
    [InlineData("wrapped", "b", "wrap", "text")]
    [InlineData("flag inverted", "b", "not", "flag")]
    [InlineData("enumeration renamed", "b", "enum", "enum")]
    public void A_column_is_found_by_its_values_and_gives_them_back(string _, string path, string change, string kind)
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["a"] = Value(kind, index) });
        var found = Rows(index => With(new JsonObject { ["id"] = index, ["noise"] = $"n{index * 7 % 13}" }, path, Change(change, Value(kind, index))));

        var columns = Map(old, found);

        Assert.NotEqual(Fate.Lost, columns["a"].Fate);
        var shaper = new RowShaper([.. columns.Values]);
        foreach (var (first, second) in old.Zip(found))
            Assert.Equal(first["a"]!.ToJsonString(), shaper.Shape((JsonObject)second.DeepClone(), null)["a"]!.ToJsonString());
    }

    [Fact]
    public void Values_inside_lists_of_objects_come_back_item_by_item()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["lines"] = Lines(index, item => new JsonObject { ["product"] = 100 + item, ["price"] = (item * 3 % 50) + 0.25m }) });
        var found = Rows(index => new JsonObject { ["id"] = index, ["lines"] = Lines(index, item => new JsonObject { ["sku"] = $"prd_{100 + item}", ["cents"] = ((item * 3 % 50) * 100) + 25 }) });

        var columns = Map(old, found);

        Assert.Equal(["lines[].sku", "lines[].cents"], columns["lines[].product"].Sources.Concat(columns["lines[].price"].Sources));
        var shaped = new RowShaper([.. columns.Values]).Shape(found[3], null);
        Assert.Equal(old[3]["lines"]!.ToJsonString(), shaped["lines"]!.ToJsonString());
    }

    [Fact]
    public void A_prefix_is_preferred_to_a_list_of_all_numbers_behind_it()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["pier"] = (index % 8) + 1 });
        var found = Rows(index => new JsonObject { ["id"] = index, ["pier"] = $"pier_{(index % 8) + 1}" });

        Assert.Equal([new Strip("pier_"), new Retype("integer")], Map(old, found)["pier"].Transform.Steps);
    }

    [Fact]
    public void A_flag_that_one_of_several_states_stands_for_is_false_in_all_others()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["archived"] = index % 3 == 0 });
        var found = Rows(index => new JsonObject { ["id"] = index, ["lifecycle"] = index % 3 == 0 ? "archived" : index % 2 == 0 ? "live" : "draft" });

        var shaper = new RowShaper([Map(old, found)["archived"]]);

        Assert.Equal("true false false", string.Join(' ', new[] { "archived", "live", "never seen" }.Select(state => shaper.Shape(new JsonObject { ["lifecycle"] = state }, null)["archived"]!.ToJsonString())));
    }

    [Theory]
    [InlineData("currency", "currency_code", true)]
    [InlineData("currency", "base_currency", false)]
    [InlineData("currency", "unit", false)]
    public void A_constant_is_mapped_only_where_the_name_says_the_same(string before, string after, bool mapped)
    {
        var old = Rows(index => new JsonObject { ["id"] = index, [before] = "EUR" });
        var found = Rows(index => new JsonObject { ["id"] = index, [after] = "EUR" });

        Assert.Equal(mapped, Map(old, found)[before].Fate == Fate.Mapped);
    }

    [Fact]
    public void A_long_number_that_is_the_same_in_every_row_is_met_again_under_another_name()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["workspace"] = new JsonObject { ["id"] = 15793206719 } });
        var found = Rows(index => new JsonObject { ["id"] = index, ["workspace"] = new JsonObject { ["gid"] = "15793206719" } });

        Assert.Equal(["workspace.gid"], Map(old, found)["workspace.id"].Sources);
    }

    [Fact]
    public void A_value_that_got_another_name_in_every_row_that_has_it_is_named_back()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["state"] = index % 16 == 0 ? "closed" : index % 2 == 0 ? "open" : "new" });
        var found = Rows(index => new JsonObject { ["id"] = index, ["state"] = index % 16 == 0 ? "resolved" : index % 2 == 0 ? "open" : "new" });

        Assert.Equal("closed", new RowShaper([Map(old, found)["state"]]).Shape(new JsonObject { ["state"] = "resolved" }, null)["state"]!.ToString());
    }

    [Fact]
    public void A_list_written_as_one_text_is_a_list_again_and_the_other_way_round()
    {
        var list = Rows(index => new JsonObject { ["id"] = index, ["tags"] = new JsonArray($"a{index}", $"b{index % 5}") });
        var text = Rows(index => new JsonObject { ["id"] = index, ["labels"] = $"a{index}, b{index % 5}" });
        var labels = Rows(index => new JsonObject { ["id"] = index, ["labels"] = $"a{index}, b{index % 5}" });
        var tags = Rows(index => new JsonObject { ["id"] = index, ["tags"] = new JsonArray($"a{index}", $"b{index % 5}") });

        Assert.Equal([new Split(", ")], Map(list, text)["tags"].Transform.Steps);
        Assert.Equal([new Join(", ")], Map(labels, tags)["labels"].Transform.Steps);
    }

    private static JsonArray Lines(int index, Func<int, JsonObject> line) => new([.. Enumerable.Range(index, index % 4).Select(item => (JsonNode)line(item * 7 % 900))]);

    [Fact]
    public void A_text_split_into_two_fields_is_joined_again()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["name"] = $"First{index} Last{index * 3 % 17}" });
        var found = Rows(index => new JsonObject { ["id"] = index, ["first"] = $"First{index}", ["last"] = $"Last{index * 3 % 17}" });

        var name = Map(old, found)["name"];

        Assert.Equal(["first", "last"], name.Sources);
        Assert.Equal("First5 Last15", new RowShaper([name]).Shape(found[5], null)["name"]!.ToString());
    }

    [Fact]
    public void Fields_inside_a_list_are_mapped_item_by_item()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["lines"] = new JsonArray(new JsonObject { ["sku"] = $"s{index}", ["price"] = index * 11 }, new JsonObject { ["sku"] = $"t{index}", ["price"] = index * 7 }) });
        var found = Rows(index => new JsonObject { ["id"] = index, ["lines"] = new JsonArray(new JsonObject { ["sku"] = $"s{index}", ["amount"] = index * 11 }, new JsonObject { ["sku"] = $"t{index}", ["amount"] = index * 7 }) });

        var columns = Map(old, found);

        Assert.Equal("lines[].amount", Assert.Single(columns["lines[].price"].Sources));
        Assert.Equal(old[9].ToJsonString(), new RowShaper([.. columns.Values]).Shape(found[9], null).ToJsonString());
    }

    [Theory]
    [InlineData("created_at", "updated_at")]
    [InlineData("open_rate", "click_rate")]
    public void A_look_alike_with_other_values_is_not_taken(string gone, string other)
    {
        var old = Rows(index => new JsonObject { ["id"] = index, [gone] = $"2024-01-{(index % 28) + 1:00}T00:00:00Z" });
        var found = Rows(index => new JsonObject { ["id"] = index, [other] = $"2024-02-{(index * 5 % 28) + 1:00}T00:00:00Z" });

        Assert.Equal(Fate.Lost, Map(old, found)[gone].Fate);
    }

    [Fact]
    public void A_constant_proves_nothing_by_its_value()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["region"] = "eu" });
        var found = Rows(index => new JsonObject { ["id"] = index, ["locale"] = "eu" });

        Assert.Equal(Fate.Lost, Map(old, found)["region"].Fate);
    }

    [Fact]
    public void The_same_name_with_other_values_is_not_taken_either()
    {
        var old = Rows(index => new JsonObject { ["id"] = index, ["score"] = ((index * index * 7) + 3) % 101 });
        var found = Rows(index => new JsonObject { ["id"] = index, ["score"] = index * 31 % 17 });

        Assert.Equal(Fate.Lost, Map(old, found)["score"].Fate);
    }

    [Fact]
    public void A_lost_column_keeps_its_stored_values_and_has_none_for_new_rows()
    {
        var lost = new RowShaper([new ColumnFate("x", Fate.Lost, [], Supertrack.Core.Schemas.Transforms.Chain.None, 0, "")]);

        Assert.Equal(7, (int)lost.Shape([], new JsonObject { ["x"] = 7 })["x"]!);
        Assert.Null(lost.Shape([], null)["x"]);
    }

    private static Dictionary<string, ColumnFate> Map(List<JsonObject> old, List<JsonObject> found) =>
        ColumnMapper.Map(KeyFinder.Join(RowSet.Of(["id"], old), found)!).ToDictionary(column => column.Path);

    private static List<JsonObject> Rows(Func<int, JsonObject> row) => [.. Enumerable.Range(0, Count).Select(row)];

    private static JsonObject With(JsonObject row, string path, JsonNode? value)
    {
        PathValues.Set(row, path, value);
        return row;
    }

    private static JsonNode Value(string kind, int index) => kind switch
    {
        "number" => index * 250,
        "digits" => $"{index * 3}",
        "instant" => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(index).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        "flag" => index % 3 == 0,
        "enum" => (index % 3) switch { 0 => "open", 1 => "closed", _ => "held" },
        _ => $"value {index}",
    };

    private static JsonNode? Change(string change, JsonNode value) => change switch
    {
        "number-as-text" => value.ToString(),
        "text-as-number" => long.Parse(value.ToString()),
        "divide" => (int)value / 100.0,
        "seconds" => DateTimeOffset.Parse(value.ToString()).ToUnixTimeSeconds(),
        "millis" => DateTimeOffset.Parse(value.ToString()).ToUnixTimeMilliseconds(),
        "day-first" => DateTimeOffset.Parse(value.ToString()).ToString("dd/MM/yyyy"),
        "prefix" => $"pre_{value}",
        "wrap" => new JsonArray(value.DeepClone()),
        "not" => !(bool)value,
        "enum" => value.ToString() switch { "open" => 1, "closed" => 2, _ => 3 },
        _ => value.DeepClone(),
    };
}
