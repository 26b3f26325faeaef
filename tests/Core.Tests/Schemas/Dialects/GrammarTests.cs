using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Tests.Schemas.Dialects.Grammars;

namespace Supertrack.Core.Tests.Schemas.Dialects;

/// <summary>What no server here can take is read by a parser of its grammar, with names that try to break out.</summary>
public sealed class GrammarTests
{
    private static readonly string[] Hostile =
        ["plain", "two words", "a`b", "a``", "x\"y\"", "it's", "back\\slash", "\\u0060", "semi;colon", "// no comment", "/* nor this */", "new\nline", "a/../../b", "tab\there", "ü ß 漢", "=<>!*", "select", "{brace}", "#?", "created `at`", new string('n', 90)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Any_model_is_written_in_the_grammar_of_each_store(int seed)
    {
        var model = TableModel.Of(Random(new Random(seed)));
        Assert.Equal(model.Tables.Count, StarRocksGrammar.Tables(Dialect.Write(model, "starrocks")).Count);
        Assert.NotEmpty(CypherGrammar.Statements(Dialect.Write(model, "neo4j")));
        CosmosRules.Check(Dialect.Write(model, "cosmos"));
        Assert.Equal(model.Tables.Count, LakeLayout.Datasets(Dialect.Write(model, "adls")));
    }

    [Theory]
    [InlineData("CREATE TABLE `t` (`a` BIGINT NOT NULL) ENGINE = OLAP PRIMARY KEY (`b`) DISTRIBUTED BY HASH (`a`) PROPERTIES (\"x\" = \"1\");")]
    [InlineData("CREATE TABLE `t` (`a` JSON NOT NULL) ENGINE = OLAP PRIMARY KEY (`a`) DISTRIBUTED BY HASH (`a`) PROPERTIES (\"x\" = \"1\");")]
    [InlineData("CREATE TABLE `t` (`a` BIGINT NULL) ENGINE = OLAP PRIMARY KEY (`a`) DISTRIBUTED BY HASH (`a`) PROPERTIES (\"x\" = \"1\");")]
    [InlineData("CREATE TABLE `t (`a` BIGINT NOT NULL)")]
    public void The_parser_itself_refuses_what_the_server_would(string sql) => Assert.Throws<FormatException>(() => StarRocksGrammar.Tables(sql));

    [Theory]
    [InlineData("CREATE INDEX `i` IF NOT EXISTS FOR (n:`L`) ON n.`a`;")]
    [InlineData("CREATE CONSTRAINT `c` IF NOT EXISTS FOR (n:`L`) REQUIRE n.`a`;")]
    [InlineData("CREATE INDEX `\\u0060` IF NOT EXISTS FOR (n:`L`) ON (n.`a`);")]
    public void The_parser_of_Cypher_refuses_too(string cypher) => Assert.Throws<FormatException>(() => CypherGrammar.Statements(cypher));

    private static JsonObject Random(Random random)
    {
        var tables = new JsonObject();
        var keys = new JsonObject();
        var references = new JsonArray();
        foreach (var name in Hostile.OrderBy(_ => random.Next()).Take(6))
        {
            var key = Hostile[random.Next(Hostile.Length)] + " id";
            var properties = new JsonObject { [key] = new JsonObject { ["type"] = random.Next(2) == 0 ? "integer" : "string" } };
            foreach (var column in Hostile.OrderBy(_ => random.Next()).Take(random.Next(1, 8))) properties[column] = Column(random);
            foreach (var other in tables.Select(t => t.Key).Where(_ => random.Next(3) == 0))
            {
                properties[other + " ref"] = new JsonObject { ["type"] = "integer" };
                references.Add((JsonNode)new JsonObject { ["table"] = name, ["columns"] = new JsonArray(other + " ref"), ["refTable"] = other, ["refColumns"] = keys[other]!.DeepClone() });
            }
            tables[name] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray(key), ["properties"] = properties };
            keys[name] = new JsonArray(key);
        }
        return new JsonObject { ["tables"] = tables, ["primaryKeys"] = keys, ["foreignKeys"] = references };
    }

    private static JsonObject Column(Random random) => random.Next(6) switch
    {
        0 => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        1 => new JsonObject { ["type"] = "string", ["maxLength"] = 40 },
        2 => new JsonObject { ["type"] = "array" },
        3 => new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["in\"ner`"] = new JsonObject { ["type"] = "number" } } },
        4 => new JsonObject { ["type"] = new JsonArray("boolean", "null") },
        _ => new JsonObject { ["type"] = "string", ["format"] = "date" },
    };
}
