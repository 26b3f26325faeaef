using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Schemas.Validation;

namespace Supertrack.Core.Tests.Schemas.Inference;

public sealed class SchemaInferrerTests
{
    private static JsonObject Learn(params string[] samples)
    {
        var inferrer = new SchemaInferrer();
        foreach (var sample in samples) inferrer.Add(Encoding.UTF8.GetBytes(sample));
        return inferrer.ToSchema();
    }

    private static JsonNode At(JsonObject schema, string property) => schema["properties"]![property]!;

    [Theory]
    [InlineData("2024-02-29T10:11:12Z", "date-time")]
    [InlineData("2024-02-29T10:11:12.123+02:00", "date-time")]
    [InlineData("2024-02-29", "date")]
    [InlineData("10:11:12", "time")]
    [InlineData("ada@example.org", "email")]
    [InlineData("https://example.org/a?b=c", "uri")]
    [InlineData("https://example.org/users{/other}", "uri-template")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "uuid")]
    [InlineData("10.0.0.255", "ipv4")]
    [InlineData("2001:db8::1", "ipv6")]
    [InlineData("P3DT4H", "duration")]
    [InlineData("10.0.0.256", null)]
    [InlineData("2024-13-01", null)]
    [InlineData("git@github.com:a/b.git", null)]
    [InlineData("Program", null)]
    [InlineData("", null)]
    public void The_format_of_a_string_is_recognised(string value, string? format) =>
        Assert.Equal(format, (string?)At(Learn(new JsonObject { ["x"] = value }.ToJsonString()), "x")["format"]);

    [Fact]
    public void A_host_name_needs_a_name_that_says_so()
    {
        var schema = Learn("""{"hostname":"db.example.org","file":"db.example"}""");
        Assert.Equal("hostname", (string?)At(schema, "hostname")["format"]);
        Assert.Null(At(schema, "file")["format"]);
    }

    [Fact]
    public void Integers_and_numbers_are_told_apart_and_merge_to_number()
    {
        var schema = Learn("""{"a":1,"b":1}""", """{"a":2,"b":1.5}""");
        Assert.Equal("integer", (string?)At(schema, "a")["type"]);
        Assert.Equal("number", (string?)At(schema, "b")["type"]);
    }

    [Fact]
    public void A_property_some_objects_lack_is_not_required_and_a_null_makes_it_nullable()
    {
        var schema = Learn("""{"a":1,"b":"x","c":true}""", """{"a":null,"c":false}""", """{"a":1,"c":false}""", """{"a":1,"c":false}""");
        Assert.Equal(["a", "c"], schema["required"]!.AsArray().Select(n => (string)n!));
        Assert.Equal("""["null","integer"]""", At(schema, "a")["type"]!.ToJsonString());
    }

    [Fact]
    public void Names_that_are_data_make_a_map()
    {
        var schema = Learn("""{"dependencies":{"left-pad":"1.0.0","System.Text.Json":"9.0.0"}}""", """{"dependencies":{"xunit.core":"2.0.0"}}""");
        Assert.Equal("string", (string?)At(schema, "dependencies")["additionalProperties"]!["type"]);
    }

    [Fact]
    public void Ids_as_names_make_a_map_whatever_the_property_is_called()
    {
        var ids = string.Join(',', Enumerable.Range(1000, 30).Select(i => $$"""
            "{{i}}":{"name":"n{{i}}","age":{{i}}}
            """));
        var node = At(Learn("{\"whatever\":{" + ids + "}}"), "whatever");
        Assert.Equal("object", (string?)node["additionalProperties"]!["type"]);
        Assert.Null(node["properties"]);
    }

    [Theory]
    [InlineData("""{"sizes":{"icon1":"a","icon2":"b","icon3":"c"}}""", "sizes")]
    [InlineData("""{"text":{"en":"a","de":"b","fr":"c"}}""", "text")]
    [InlineData("""{"with":{"NODE_ENV":"a","LOG_LEVEL":"b"}}""", "with")]
    [InlineData("""{"profiles":{"web":{"port":1},"worker":{"port":2}}}""", "profiles")]
    [InlineData("""{"commonLabels":{"app":"a","tier":"b"}}""", "commonLabels")]
    public void Numbered_names_languages_constants_and_plurals_of_objects_make_a_map(string sample, string property)
    {
        var node = Learn(sample)["properties"]![property]!;
        Assert.Null(node["properties"]);
        Assert.IsType<System.Text.Json.Nodes.JsonObject>(node["additionalProperties"]);
    }

    [Theory]
    [InlineData("""{"home":{"line1":"a","street":"b"}}""", "home")]
    [InlineData("""{"settings":{"web":{"port":1},"worker":{"port":2}}}""", "settings")]
    [InlineData("""{"pair":{"from":"a","to":"b"}}""", "pair")]
    public void Names_of_parts_make_no_map(string sample, string property) =>
        Assert.NotNull(Learn(sample)["properties"]![property]!["properties"]);

    [Fact]
    public void Where_nobody_writes_empty_texts_or_lists_or_negative_numbers_none_is_expected()
    {
        var samples = Enumerable.Range(1, 8).Select(i => $$"""{"a":"x{{i}} y","b":"x","c":"y","d":"z","e":"w","n1":{{i}},"n2":1,"n3":1,"n4":1,"n5":2,"l1":[{{i}}],"l2":[1],"l3":[1],"l4":[1],"l5":[1]}""").ToArray();
        var schema = Learn(samples)["properties"]!;
        Assert.Equal(1, (int)schema["a"]!["minLength"]!);
        Assert.Equal(1, (int)schema["l1"]!["minItems"]!);
        Assert.Equal(0, (int)schema["n1"]!["minimum"]!);
    }

    [Fact]
    public void Too_few_samples_or_places_say_nothing_about_emptiness()
    {
        Assert.Null(Learn("""{"a":"x","b":"y","c":"z","d":"u","e":"v"}""")["properties"]!["a"]!["minLength"]);
        Assert.Null(Learn([.. Enumerable.Repeat("""{"a":"x"}""", 8)])["properties"]!["a"]!["minLength"]);
    }

    [Fact]
    public void A_text_that_was_empty_may_be_so_again()
    {
        var samples = Enumerable.Range(1, 8).Select(i => $$"""{"a":"{{(i == 3 ? "" : "x")}}","b":"x","c":"y","d":"z","e":"w"}""").ToArray();
        Assert.Null(Learn(samples)["properties"]!["a"]!["minLength"]);
    }

    [Fact]
    public void A_small_object_is_judged_by_its_like_in_other_places()
    {
        var samples = Enumerable.Range(1, 3).Select(i => $$$"""{"from":{"line":{{{i}}},"column":2},"to":{"line":3,"column":4},"start":{"line":3,"column":4},"end":{"line":3,"column":4}{{{(i == 2 ? ",\"extra\":1" : "")}}}}""").ToArray();
        Assert.Contains("line", Learn(samples)["properties"]!["from"]!["required"]!.AsArray().Select(n => n!.ToString()));
    }

    [Fact]
    public void An_ordinary_object_is_no_map()
    {
        var node = At(Learn("""{"user":{"login":"a","name":"b","email":"c@d.org","company":"e"}}"""), "user");
        Assert.NotNull(node["properties"]);
    }

    [Fact]
    public void Few_values_that_recur_are_an_enumeration_and_many_are_not()
    {
        var samples = Enumerable.Range(0, 60).Select(i => $$"""{"status":"{{(i % 3 == 0 ? "open" : "closed")}}","word":"w{{i}}"}""").ToArray();
        var schema = Learn(samples);
        Assert.Equal("""["closed","open"]""", At(schema, "status")["enum"]!.ToJsonString());
        Assert.Null(At(schema, "word")["enum"]);
    }

    [Fact]
    public void Lists_of_fixed_length_with_mixed_types_are_tuples()
    {
        var node = At(Learn("""{"p":["a",1]}""", """{"p":["b",2]}""", """{"p":["c",3]}""", """{"p":["d",4]}"""), "p");
        Assert.Equal("""[{"type":"string"},{"type":"integer"}]""", node["prefixItems"]!.ToJsonString());
    }

    [Fact]
    public void A_tag_that_decides_the_members_becomes_conditions()
    {
        var items = string.Join(',', Enumerable.Range(0, 6).Select(i => $$"""{"type":"card","last4":"{{i}}"},{"type":"bank","iban":"{{i}}","bic":"x"}"""));
        var item = At(Learn($$"""{"methods":[{{items}}]}"""), "methods")["items"]!.AsObject();
        var validator = new SchemaValidator(item);
        Assert.True(validator.IsValid(JsonNode.Parse("""{"type":"card","last4":"1"}""")));
        Assert.False(validator.IsValid(JsonNode.Parse("""{"type":"bank","last4":"1"}""")));
        Assert.True(validator.IsValid(JsonNode.Parse("""{"type":"cash"}""")));
    }

    [Fact]
    public void A_property_that_was_only_null_takes_the_type_its_name_has_elsewhere()
    {
        var schema = Learn("""{"a":{"license":null,"closed_at":null},"b":{"license":{"key":"mit"}}}""");
        Assert.Equal("""["null","object"]""", At(schema, "a")["properties"]!["license"]!["type"]!.ToJsonString());
        Assert.Equal("date-time", (string?)At(schema, "a")["properties"]!["closed_at"]!["format"]);
    }

    [Fact]
    public void A_recursive_null_does_not_hang()
    {
        var schema = Learn("""{"parent":{"parent":{"parent":null,"name":"x"},"name":"y"}}""");
        Assert.NotNull(At(schema, "parent")["properties"]);
    }

    [Fact]
    public void Samples_come_as_documents_lines_or_the_items_of_a_list()
    {
        var lines = new SchemaInferrer();
        lines.Add("{\"a\":1}\n{\"a\":2}\n"u8);
        var items = new SchemaInferrer();
        items.Add("[{\"a\":1},{\"a\":2}]"u8, unwrapArrays: true);
        Assert.Equal(2, lines.Samples);
        Assert.Equal(lines.ToSchema().ToJsonString(), items.ToSchema().ToJsonString());
    }

    [Fact]
    public void Truncated_input_is_an_error() =>
        Assert.ThrowsAny<JsonException>(() => new SchemaInferrer().Add("{\"a\": {\"b\""u8));

    [Fact]
    public void Deep_nesting_is_cut_off_and_counted()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 500)) + "1" + new string('}', 500);
        Assert.Equal("object", (string?)Learn(deep)["type"]);
    }

    [Fact]
    public void Ten_thousand_names_become_a_map_in_bounded_memory()
    {
        var inferrer = new SchemaInferrer();
        for (var i = 0; i < 10_000; i++) inferrer.Add(Encoding.UTF8.GetBytes($$"""{"k{{i}}":{{i}}}"""));
        Assert.Equal("integer", (string?)inferrer.ToSchema()["additionalProperties"]!["type"]);
        Assert.True(inferrer.ToStatistics().Count < 10);
    }

    [Fact]
    public void Escaped_names_and_repeated_names_count_once()
    {
        var schema = Learn("""{"a\u0062":1,"ab":2}""", """{"ab":3}""");
        Assert.Equal(["ab"], schema["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["ab"], schema["required"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public void Statistics_lie_beside_the_schema()
    {
        var inferrer = new SchemaInferrer();
        inferrer.Add("""{"n":5,"s":"ab"} {"n":-1,"s":"abcd"}"""u8);
        var rows = inferrer.ToStatistics().ToDictionary(r => (string)r!["path"]!, r => r!);
        Assert.Equal(-1, (double)rows["$.n"]["minimum"]!);
        Assert.Equal(4, (int)rows["$.s"]["maxLength"]!);
    }
}
