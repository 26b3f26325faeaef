using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Rows;

namespace Supertrack.Core.Tests.Healing.Rows;

public sealed class KeyFinderTests
{
    private const int Count = 60;

    [Theory]
    [InlineData("renamed")]
    [InlineData("prefixed")]
    [InlineData("address")]
    [InlineData("padded")]
    [InlineData("text")]
    [InlineData("behind a name")]
    public void A_key_is_found_in_another_form(string form)
    {
        var old = Rows(index => new JsonObject { ["id"] = 1000 + (7 * index), ["name"] = $"n{index}" });
        var found = Rows(index => new JsonObject { ["ref"] = Form(form, 1000 + (7 * index)), ["name"] = $"n{index}" });

        var join = KeyFinder.Join(RowSet.Of(["id"], old), found)!;

        Assert.Equal((Count, "ref"), (join.Pairs.Count, join.Links[0].NewPath));
    }

    [Fact]
    public void A_prefix_that_is_gone_is_put_back()
    {
        var old = Rows(index => new JsonObject { ["id"] = $"cus_{1000 + (7 * index)}" });
        var found = Rows(index => new JsonObject { ["id"] = 1000 + (7 * index) });

        Assert.Equal(Count, KeyFinder.Join(RowSet.Of(["id"], old), found)!.Pairs.Count);
    }

    [Fact]
    public void A_key_of_several_parts_is_found_where_one_moved_and_a_time_is_written_otherwise()
    {
        var start = DateTimeOffset.Parse("2024-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var old = Rows(index => new JsonObject { ["meter"] = $"M-{index % 6}", ["read_at"] = start.AddHours(index / 6).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture), ["value"] = index });
        var found = Rows(index => new JsonObject { ["device"] = new JsonObject { ["meter"] = $"M-{index % 6}" }, ["read_at"] = start.AddHours(index / 6).ToUnixTimeSeconds(), ["value"] = index });

        var join = KeyFinder.Join(RowSet.Of(["meter", "read_at"], old), found)!;

        Assert.Equal(Count, join.Pairs.Count);
        Assert.All(join.Pairs, pair => Assert.Equal(pair.Old["value"]!.ToJsonString(), pair.New["value"]!.ToJsonString()));
    }

    [Fact]
    public void Other_records_of_the_same_shape_are_strangers_and_the_same_ones_under_new_keys_are_not()
    {
        var known = RowSet.Of(["id"], Rows(index => new JsonObject { ["id"] = $"BK{index}", ["guest"] = $"guest {index}", ["nights"] = index % 5 }));
        var strangers = Rows(index => new JsonObject { ["id"] = $"BK{index + 900}", ["guest"] = $"visitor {index}", ["nights"] = index % 5 });
        var renumbered = Rows(index => new JsonObject { ["id"] = $"BK{index + 900}", ["guest"] = $"guest {index}", ["nights"] = index % 5 });

        Assert.Equal((true, false), (RowLikeness.IsStranger(known, strangers), RowLikeness.IsStranger(known, renumbered)));
    }

    private static JsonNode Form(string form, int id) => form switch
    {
        "prefixed" => $"obs-{id}",
        "address" => $"https://api.acme.example/items/{id}",
        "padded" => id.ToString("D9", System.Globalization.CultureInfo.InvariantCulture),
        "text" => id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "behind a name" => $"item:{id}:eu",
        _ => id,
    };

    private static List<JsonObject> Rows(Func<int, JsonObject> row) => [.. Enumerable.Range(0, Count).Select(row)];
}
