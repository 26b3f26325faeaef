using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Tests.Schemas.Matching;

public sealed class TransformTests
{
    private static readonly Transform[] All =
    [
        SameValue.Instance, new Retype("integer"), new Retype("string", 2), new Retype("string") { Words = ("Y", "N") }, new Scale(100), new TimeFormat("unix_seconds"), new TimeFormat("%m/%d/%Y"), new Not(), new Strip("a_"),
        new Prepend("b_"), new Case("upper"), new Wrap(), new Unwrap(), new Join(" "), new Part("-", -1, 0), new Split(","), new EachItem(new Retype("string")), new Steps([new Strip("x"), new Retype("integer")]),
        new MapValues(new Dictionary<string, JsonNode?> { ["on"] = true, ["off"] = false }),
    ];

    [Fact]
    public void Every_transform_reads_back_from_its_json()
    {
        foreach (var transform in All) Assert.Equal(transform, Transform.FromJson(transform.ToJson()));
    }

    [Fact]
    public void No_transform_fails_on_a_value_it_does_not_understand()
    {
        JsonNode?[] values = [null, JsonValue.Create(true), JsonValue.Create(1e300), JsonValue.Create(""), JsonValue.Create("\0\uD800x"), new JsonArray(), new JsonArray((JsonNode?)null), new JsonObject()];
        foreach (var transform in All)
            foreach (var value in values)
                Assert.Null(Record.Exception(() => transform.Apply(value)));
    }

    [Fact]
    public void What_can_be_inverted_comes_back()
    {
        Transform[] both = [new Strip("p_"), new Steps([new Strip("a"), new Strip("b")])];
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => Array.TrueForAll(both, t => (string?)t.Apply(t.Inverse()!.Apply(JsonValue.Create(text.Get))) == text.Get)).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), n => (long)new Scale(1000).Apply(new Scale(1000).Inverse()!.Apply(JsonValue.Create(n)))! == n).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_unknown_op_is_an_error_that_names_the_known_ones() =>
        Assert.Contains("retype", Assert.Throws<FormatException>(() => Transform.FromJson(new JsonObject { ["op"] = "guess" })).Message);

    [Theory]
    [InlineData("2024-03-01T10:00:00Z", "unix_seconds", "1709287200")]
    [InlineData("2024-03-01T10:00:00+02:00", "%Y-%m-%dT%H:%M:%SZ", "\"2024-03-01T08:00:00Z\"")]
    [InlineData("/Date(1709287200000)/", "%Y-%m-%d %H:%M:%S", "\"2024-03-01 10:00:00\"")]
    [InlineData("03/01/2024", "%Y-%m-%d", "\"2024-03-01\"")]
    [InlineData("1709287200", "%a, %d %b %Y %H:%M:%S GMT", "\"Fri, 01 Mar 2024 10:00:00 GMT\"")]
    [InlineData("Building 2024", "unix_seconds", null)]
    public void Instants_are_written_as_the_old_side_wrote_them(string value, string to, string? expected) =>
        Assert.Equal(expected, new TimeFormat(to).Apply(JsonValue.Create(value))?.ToJsonString());
}
