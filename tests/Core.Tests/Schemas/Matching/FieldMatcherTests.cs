using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Schemas.Matching;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Tests.Schemas.Matching;

public sealed class FieldMatcherTests
{
    private static readonly string[] Names = ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Edsger Dijkstra", "Barbara Liskov", "Donald Knuth", "Leslie Lamport", "Tony Hoare"];

    private static List<JsonNode?> Rows(int count, Func<int, JsonObject> row) => [.. Enumerable.Range(0, count).Select(i => (JsonNode?)row(i))];

    private static MatchReport Match(List<JsonNode?> old, List<JsonNode?> now, params string[] key) => FieldMatcher.Match(Learn(old), Learn(now), old, now, key);

    private static JsonObject Learn(List<JsonNode?> rows)
    {
        var inferrer = new SchemaInferrer();
        foreach (var row in rows) inferrer.Add(Encoding.UTF8.GetBytes(row!.ToJsonString()));
        return inferrer.ToSchema();
    }

    private static FieldMapping Single(Func<int, JsonNode?> old, Func<int, JsonNode?> now, string newName = "b", int count = 40)
    {
        var report = Match(Rows(count, i => new() { ["id"] = i, ["a"] = old(i) }), Rows(count, i => new() { ["id"] = i, [newName] = now(i) }), "id");
        return Assert.Single(report.Mappings, m => m.Old == "a");
    }

    [Fact]
    public void A_renamed_field_is_found_by_its_values()
    {
        var mapping = Single(i => $"value {i}", i => $"value {i}", "zebra");
        Assert.Equal("zebra", mapping.New);
        Assert.Equal(SameValue.Instance, mapping.Transform);
        Assert.True(mapping.Confidence > 0.95);
    }

    [Fact]
    public void Numbers_written_as_texts_are_cast_back() => Assert.Equal(new Retype("integer"), Single(i => i * 7, i => (i * 7).ToString()).Transform);

    [Fact]
    public void Cents_that_became_units_are_scaled_back() => Assert.Equal(new Scale(100), Single(i => (i * 137) + 5, i => ((i * 137) + 5) / 100m).Transform);

    [Fact]
    public void Epoch_seconds_that_became_dates_are_turned_back()
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new TimeFormat("unix_seconds"), Single(i => start.AddHours(i).ToUnixTimeSeconds(), i => start.AddHours(i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")).Transform);
    }

    [Fact]
    public void Dates_that_became_epoch_milliseconds_are_turned_back()
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new TimeFormat("%Y-%m-%dT%H:%M:%SZ"), Single(i => start.AddHours(i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), i => start.AddHours(i).ToUnixTimeMilliseconds()).Transform);
    }

    [Fact]
    public void A_prefix_is_stripped() => Assert.Equal(new Strip("cus_"), Single(i => $"x{i}", i => $"cus_x{i}").Transform);

    [Fact]
    public void An_id_that_got_a_prefix_still_joins()
    {
        var report = Match(Rows(30, i => new() { ["id"] = 100 + i, ["n"] = $"w{i * i}" }), Rows(30, i => new() { ["id"] = $"cus_{100 + i}", ["m"] = $"w{i * i}" }), "id");
        Assert.Equal(30, report.JoinedRows);
        Assert.Equal("m", Assert.Single(report.Mappings, m => m.Old == "n").New);
        var id = Assert.Single(report.Mappings, m => m.Old == "id");
        Assert.Equal("105", id.Transform.Apply("cus_105")!.ToJsonString());
    }

    [Fact]
    public void A_truth_value_that_was_turned_round_is_negated() => Assert.Equal(new Not(), Single(i => i % 3 == 0, i => i % 3 != 0, "b").Transform);

    [Fact]
    public void Codes_that_became_words_are_mapped_back()
    {
        string[] words = ["open", "held", "paid"];
        var transform = Assert.IsType<MapValues>(Single(i => i % 3, i => words[i % 3]).Transform);
        Assert.Equal("1", transform.Apply("held")!.ToJsonString());
        Assert.Null(transform.Apply("never seen"));
    }

    [Fact]
    public void A_value_that_became_a_list_of_one_is_unwrapped_and_the_other_way_wrapped()
    {
        Assert.Equal(new Unwrap(), Single(i => $"m{i}", i => new JsonArray($"m{i}")).Transform);
        Assert.Equal(new Wrap(), Single(i => new JsonArray($"m{i}"), i => $"m{i}").Transform);
    }

    [Fact]
    public void A_split_name_is_joined_and_joined_names_are_split()
    {
        var whole = Rows(8, i => new() { ["id"] = i, ["name"] = Names[i] });
        var parts = Rows(8, i => new() { ["id"] = i, ["first"] = Names[i].Split(' ')[0], ["last"] = Names[i].Split(' ')[1] });
        var joined = Assert.Single(Match(whole, parts, "id").Mappings, m => m.Old == "name");
        Assert.Equal(["first", "last"], joined.NewPaths);
        Assert.Equal(new Join(" "), joined.Transform);
        var split = Match(parts, whole, "id").Mappings.ToDictionary(m => m.Old);
        Assert.Equal(new Part(" ", 0, 2), split["first"].Transform);
        Assert.Equal(new Part(" ", 1, 2), split["last"].Transform);
    }

    [Fact]
    public void A_look_alike_with_other_values_is_not_mapped()
    {
        var old = Rows(40, i => new() { ["id"] = i, ["start"] = $"2024-01-{1 + (i % 28):00}" });
        var now = Rows(40, i => new() { ["id"] = i, ["start_date"] = $"2023-05-{1 + (i * 7 % 28):00}" });
        var report = Match(old, now, "id");
        Assert.Contains("start", report.UnmatchedOld);
        Assert.Contains("start_date", report.UnmatchedNew);
    }

    [Fact]
    public void The_same_name_with_other_values_is_not_mapped_either()
    {
        var report = Match(Rows(40, i => new() { ["id"] = i, ["total"] = i * 3 }), Rows(40, i => new() { ["id"] = i, ["total"] = (i * i) + 11 }), "id");
        Assert.Contains("total", report.UnmatchedOld);
    }

    [Fact]
    public void A_flag_that_agrees_in_three_rows_proves_nothing()
    {
        var report = Match(Rows(3, i => new() { ["id"] = i, ["a"] = true }), Rows(3, i => new() { ["id"] = i, ["zebra"] = true }), "id");
        Assert.Contains("a", report.UnmatchedOld);
    }

    [Fact]
    public void Two_columns_with_equal_values_make_the_mapping_uncertain()
    {
        var report = Match(Rows(30, i => new() { ["id"] = i, ["when"] = $"v{i}" }), Rows(30, i => new() { ["id"] = i, ["x"] = $"v{i}", ["y"] = $"v{i}" }), "id");
        Assert.True(Assert.Single(report.Mappings, m => m.Old == "when").Confidence <= 0.6);
    }

    [Fact]
    public void Fields_move_into_objects_and_renamed_keys_still_join()
    {
        var report = Match(
            Rows(20, i => new() { ["id"] = $"k{i}", ["city"] = $"city {i % 7}", ["zip"] = $"{10_000 + (i * 37)}" }),
            Rows(20, i => new() { ["identifier"] = $"k{i}", ["address"] = new JsonObject { ["city"] = $"city {i % 7}", ["postal"] = $"{10_000 + (i * 37)}" } }), "id");
        var found = report.Mappings.ToDictionary(m => m.Old, m => m.New);
        Assert.Equal("identifier", found["id"]);
        Assert.Equal("address.city", found["city"]);
        Assert.Equal("address.postal", found["zip"]);
    }

    [Fact]
    public void Schemas_alone_follow_names_descriptions_and_envelopes()
    {
        var old = Parse("""{"type":"object","properties":{"lists":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"},"recipient_count":{"type":"integer"},"billing":{"type":"string","description":"Either charge automatically or send an invoice"}}}}}}""");
        var now = Parse("""{"type":"object","properties":{"result":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"},"contact_count":{"type":"integer"},"collection_method":{"type":"string","description":"Either charge automatically or send an invoice"}}}}}}""");
        var found = FieldMatcher.Match(old, now).Mappings.ToDictionary(m => m.Old, m => m.New);
        Assert.Equal("result[].contact_count", found["lists[].recipient_count"]);
        Assert.Equal("result[].collection_method", found["lists[].billing"]);
    }

    [Fact]
    public void Opposites_are_not_matched_by_schemas_alone()
    {
        var old = Parse("""{"type":"object","properties":{"updated_at":{"type":"integer"}}}""");
        var now = Parse("""{"type":"object","properties":{"finished_at":{"type":"integer"}}}""");
        Assert.Empty(FieldMatcher.Match(old, now).Mappings);
    }

    [Fact]
    public void Empty_and_hostile_inputs_give_an_empty_report()
    {
        Assert.Empty(FieldMatcher.Match([], []).Mappings);
        Assert.Empty(FieldMatcher.Match(Parse("""{"$ref":"#"}"""), Parse("""{"allOf":[{"$ref":"#/allOf/0"}]}""")).Mappings);
        Assert.Empty(FieldMatcher.Match([], [], [null, JsonValue.Create(1)], [JsonValue.Create("x")], ["id"]).Mappings);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
