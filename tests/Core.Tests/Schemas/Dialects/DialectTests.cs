using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Tests.Schemas.Dialects;

public sealed class DialectTests
{
    private const string Model = """
        {"tables": {
          "artists": {"type":"object","required":["id","name"],"properties":{"id":{"type":"integer"},"name":{"type":"string"},"tenant_id":{"type":"string"}}},
          "albums": {"type":"object","required":["id","artist_id"],"properties":{"id":{"type":"integer"},"artist_id":{"type":"integer"},"released":{"type":["string","null"],"format":"date"},"label":{"type":"object","properties":{"city":{"type":"string"}}},"tracks":{"type":"array","items":{"type":"string"}}}},
          "likes": {"type":"object","required":["artist_id","album_id"],"properties":{"artist_id":{"type":"integer"},"album_id":{"type":"integer"}}}},
         "primaryKeys": {"artists":["id"],"albums":["id"],"likes":["artist_id","album_id"]},
         "foreignKeys": [{"table":"albums","columns":["artist_id"],"refTable":"artists","refColumns":["id"]},
                         {"table":"likes","columns":["artist_id"],"refTable":"artists","refColumns":["id"]},
                         {"table":"likes","columns":["album_id"],"refTable":"albums","refColumns":["id"]}]}
        """;

    private static string Write(string dialect) => Dialect.Write(TableModel.Of(JsonNode.Parse(Model)!.AsObject()), dialect);

    [Fact]
    public void Nested_members_become_columns_and_lists_json()
    {
        var table = TableModel.Of(JsonNode.Parse(Model)!.AsObject()).Tables[1];
        Assert.Contains(table.Columns, c => c is { Name: "label_city", Path: "label.city", Type: ColumnType.Text });
        Assert.Contains(table.Columns, c => c is { Name: "tracks", Type: ColumnType.Json });
        Assert.Contains(table.Columns, c => c is { Name: "released", Type: ColumnType.Date, Nullable: true });
    }

    [Fact]
    public void Postgres_names_types_keys_and_references()
    {
        var sql = Write("postgres");
        Assert.Contains("\"released\" date,", sql);
        Assert.Contains("\"tracks\" jsonb", sql);
        Assert.Contains("PRIMARY KEY (\"artist_id\", \"album_id\")", sql);
        Assert.Contains("ALTER TABLE \"albums\" ADD FOREIGN KEY (\"artist_id\") REFERENCES \"artists\" (\"id\");", sql);
    }

    [Fact]
    public void Starrocks_puts_the_key_first_and_distributes_by_it()
    {
        var sql = Write("starrocks");
        Assert.Contains("PRIMARY KEY (`id`)\nDISTRIBUTED BY HASH (`id`)", sql);
        Assert.StartsWith("CREATE TABLE `artists` (\n  `id` BIGINT NOT NULL", sql);
    }

    [Fact]
    public void Neo4j_gets_constraints_indexes_and_relationships_and_links_become_relationships()
    {
        var cypher = Write("neo4j");
        Assert.Contains("FOR (n:`Artists`) REQUIRE n.`id` IS UNIQUE;", cypher);
        Assert.Contains("MERGE (a)-[:`ARTIST`]->(b);", cypher);
        Assert.Contains("MERGE (a)-[r:`LIKES`]->(b)", cypher);
        Assert.DoesNotContain("n:`Likes`", cypher);
    }

    [Fact]
    public void Cosmos_gets_containers_with_a_partition_key()
    {
        var containers = JsonNode.Parse(Write("cosmos"))!["containers"]!.AsArray();
        Assert.Equal("/id", (string?)containers[0]!["partitionKey"]!["paths"]![0]);
        Assert.Equal("/tracks/*", (string?)containers[1]!["indexingPolicy"]!["excludedPaths"]![0]!["path"]);
    }

    [Fact]
    public void Mermaid_draws_tables_and_how_many_refer()
    {
        var text = Write("mermaid");
        Assert.StartsWith("erDiagram\n", text);
        Assert.Contains("integer id PK", text);
        Assert.Contains("artists ||--o{ albums : artist_id", text);
    }

    [Fact]
    public void The_lake_has_a_raw_and_a_curated_place() => Assert.Contains("raw/{tenant}/{source}/albums/load_date={yyyy-MM-dd}/", Write("adls"));

    [Fact]
    public void A_single_schema_is_one_table_named_by_its_title() =>
        Assert.StartsWith("CREATE TABLE \"my_things\" (\n  \"id\" INTEGER NOT NULL,", Dialect.Write(TableModel.Of(JsonNode.Parse("""{"title":"My Things","properties":{"id":{"type":"integer"},"x":{}}}""")!.AsObject()), "sqlite"));

    [Fact]
    public void An_unknown_dialect_is_an_error_that_names_the_known_ones() =>
        Assert.Contains("sqlite", Assert.Throws<ArgumentException>(() => Write("oracle")).Message);

    [Fact]
    public void Hostile_names_stay_names()
    {
        var model = TableModel.Of(JsonNode.Parse("""{"title":"t","properties":{"a\"; DROP TABLE x; --":{"type":"string"},"b`c":{"type":"string"}}}""")!.AsObject());
        Assert.Contains("\"a\"\"; DROP TABLE x; --\"", Dialect.Write(model, "sqlite"));
        Assert.Contains("`b``c`", Dialect.Write(model, "starrocks"));
        Assert.DoesNotContain(";", Dialect.Write(model, "mermaid"));
    }
}
