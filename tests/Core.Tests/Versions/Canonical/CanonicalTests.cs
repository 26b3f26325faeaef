using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Canonical;

namespace Supertrack.Core.Tests.Versions.Canonical;

public sealed class CanonicalTests
{
    /// <summary>From RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0x4340000000000001, "9007199254740994")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_those_of_the_rfc(long bits, string expected)
    {
        var value = BitConverter.Int64BitsToDouble(bits);
        Assert.Equal(expected, EcmaNumber.Of(value.ToString("E17", CultureInfo.InvariantCulture)));
        if (value != 0) Assert.Equal("-" + expected, EcmaNumber.Of((-value).ToString("E17", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("-0.0", "0")]
    [InlineData("-0", "0")]
    [InlineData("1E2", "100")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void A_number_has_one_form_and_a_large_integer_keeps_its_digits(string json, string expected) => Assert.Equal(expected, EcmaNumber.Of(json));

    /// <summary>From RFC 8785, section 3.2.2 and 3.2.3.</summary>
    [Fact]
    public void Members_and_escapes_are_those_of_the_rfc()
    {
        const string Text = """{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""";
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(Expected, Canonical(Text));
        // The last is U+FB33: beyond the surrogates of the one before it, though it is the smaller character.
        Assert.Equal("{\"\\r\":1,\"1\":2,\"\u0080\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\ufb33\":7}", Canonical("""{"€":5,"\r":1,"\ufb33":7,"1":2,"😀":6,"\u0080":3,"ö":4}"""));
    }

    [Fact]
    public void Yaml_and_json_of_one_meaning_are_one_content()
    {
        const string Yaml = """
            # says nothing
            b: &x {on: yes, n: 1.50, text: "1"}
            a: [1, 0x10, ~]
            c: {<<: *x, n: 2}
            """;
        var json = """{"a":[1,16,null],"b":{"True":true,"n":1.5,"text":"1"},"c":{"True":true,"n":2,"text":"1"}}""";
        Assert.Equal(ArtifactContent.Parse(ArtifactKind.Connector, json).Hash, ArtifactContent.Parse(ArtifactKind.Connector, Yaml).Hash);
        Assert.NotEqual(ArtifactContent.Parse(ArtifactKind.Connector, json).SourceHash, ArtifactContent.Parse(ArtifactKind.Connector, Yaml).SourceHash);
    }

    [Fact]
    public void Texts_differ_by_words_and_not_by_line_ends()
    {
        Assert.Equal(Prompt("one \r\ntwo\r\n\r\n"), Prompt("one\ntwo"));
        Assert.NotEqual(Prompt("one\ntwo"), Prompt("one two"));
        Assert.NotEqual(Prompt("  one"), Prompt("one"));

        static string Prompt(string text) => ArtifactContent.Parse(ArtifactKind.Prompt, text).Hash;
    }

    [Theory]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("a: &a [*a]")]
    [InlineData("a: *nowhere")]
    [InlineData("? {a: b}\n: c")]
    [InlineData("\"text\"")]
    [InlineData("a: [1\nb: 2")]
    public void What_has_no_one_meaning_is_refused(string text) =>
        Assert.Throws<InvalidArtifactException>(() => ArtifactContent.Parse(ArtifactKind.Connector, text));

    [Fact]
    public void Aliases_that_would_fill_the_memory_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) text.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [").AppendJoin(", ", Enumerable.Repeat($"*a{i - 1}", 9)).Append("]\n");
        Assert.Throws<InvalidArtifactException>(() => ArtifactContent.Parse(ArtifactKind.Connector, text.ToString()));
        Assert.Throws<InvalidArtifactException>(() => ArtifactContent.Parse(ArtifactKind.Connector, new string('[', 100_000)));
    }

    [Fact]
    public void The_canonical_form_is_its_own_and_order_and_space_do_not_matter()
    {
        Prop.ForAll(Json().ToArbitrary(), pair =>
        {
            var canonical = Canonical(pair.Text);
            return Canonical(canonical) == canonical && Canonical(pair.Other) == canonical;
        }).QuickCheckThrowOnFailure();
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(JsonCanonical.Bytes(JsonNode.Parse(json)));

    /// <summary>A value twice: indented, and with the members of objects in another order.</summary>
    private static Gen<(string Text, string Other)> Json() => Value(3).Select(node =>
        (new JsonArray(node?.DeepClone()).ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }), new JsonArray(Turned(node)).ToJsonString()));

    private static JsonNode? Turned(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, Turned(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Turned)]),
        _ => node?.DeepClone(),
    };

    private static Gen<JsonNode?> Value(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Constant<JsonNode?>(null),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Where(text => IsWhole(text.Get)).Select(text => (JsonNode?)JsonValue.Create(text.Get)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => (JsonNode?)JsonValue.Create(number.Get)),
            ArbMap.Default.GeneratorFor<long>().Select(number => (JsonNode?)JsonValue.Create(number)));
        if (depth == 0) return scalar;
        var list = Value(depth - 1).ListOf().Select(items => (JsonNode?)new JsonArray([.. items.Take(4).Select(item => item?.DeepClone())]));
        var members = Gen.Elements("a", "b", "é", "\u0001", "😀", "z\"").SelectMany(name => Value(depth - 1).Select(value => (name, value))).ListOf()
            .Select(pairs => (JsonNode?)new JsonObject(pairs.DistinctBy(pair => pair.name).Select(pair => KeyValuePair.Create(pair.name, pair.value?.DeepClone()))));
        return Gen.OneOf(scalar, list, members);
    }

    private static bool IsWhole(string text) => !text.Any(char.IsSurrogate);
}
