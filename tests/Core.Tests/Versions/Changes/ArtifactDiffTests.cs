using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Core.Versions.Changes;

namespace Supertrack.Core.Tests.Versions.Changes;

public sealed class ArtifactDiffTests
{
    private const string Manifest = """
        version: 6.1.0
        definitions:
          requester: {type: HttpRequester, url_base: "https://api.example.com/v1"}
          schema: {type: object, properties: {id: {type: integer}, name: {type: string}}, required: [id]}
          people:
            type: DeclarativeStream
            $parameters: {name: people, primary_key: id}
            retriever: {requester: {$ref: "#/definitions/requester"}, paginator: {page_size: 50}}
            incremental_sync: {type: DatetimeBasedCursor, cursor_field: updated_at}
            schema_loader: {type: InlineSchemaLoader, schema: {$ref: "#/definitions/schema"}}
            transformations:
              - {type: AddFields, fields: [{path: [source], value: api}]}
        streams: ["#/definitions/people"]
        spec: {connection_specification: {type: object, required: [api_key], properties: {api_key: {type: string}}}}
        """;

    [Theory]
    [InlineData("page_size: 50", "page_size: 100", Bump.Patch, "reading_changed")]
    [InlineData("example.com/v1", "example.com/v2", Bump.Patch, "content_changed")]
    [InlineData("primary_key: id", "primary_key: uuid", Bump.Major, "key_changed")]
    [InlineData("cursor_field: updated_at", "cursor_field: created_at", Bump.Major, "cursor_changed")]
    [InlineData("name: people", "name: persons", Bump.Major, "stream_removed")]
    [InlineData(", name: {type: string}", "", Bump.Major, "field_removed")]
    [InlineData("name: {type: string}", "name: {type: string}, mail: {type: string}", Bump.Minor, "field_added")]
    [InlineData("path: [source]", "path: [origin]", Bump.Major, "field_no_longer_made")]
    [InlineData("- {type: AddFields", "- {type: RemoveFields, field_pointers: [[name]]}\n      - {type: AddFields", Bump.Major, "field_hidden")]
    [InlineData("required: [api_key], properties: {", "required: [api_key, site], properties: {site: {type: string}, ", Bump.Major, "setting_added")]
    [InlineData("properties: {api_key", "properties: {site: {type: string}, api_key", Bump.Minor, "setting_added")]
    [InlineData("streams: [", "streams: [{name: other}, ", Bump.Minor, "stream_added")]
    public void Manifests_are_judged_by_what_readers_and_configurations_rely_on(string from, string to, Bump bump, string kind) =>
        Check(ArtifactKind.Connector, Manifest, Manifest.Replace(from, to, StringComparison.Ordinal), bump, kind);

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"type":"object","properties":{"a":{"type":"integer"}}}""", Bump.Major, "type_changed")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}""", Bump.Minor, "field_added")]
    [InlineData("""{"type":"object","title":"a"}""", """{"type":"object","title":"b"}""", Bump.Patch, "content_changed")]
    public void Schemas_are_judged_by_their_diff(string old, string now, Bump bump, string kind) => Check(ArtifactKind.Schema, old, now, bump, kind);

    [Theory]
    [InlineData("Ask {who} for {{ what }}.", "Ask {who}.", Bump.Major, "placeholder_removed")]
    [InlineData("Ask {who}.", "Ask {who} about {what}.", Bump.Major, "placeholder_added")]
    [InlineData("Ask {who}.", "Please ask {who}.", Bump.Minor, "wording_changed")]
    public void Prompts_are_judged_by_their_placeholders(string old, string now, Bump bump, string kind) => Check(ArtifactKind.Prompt, old, now, bump, kind);

    [Theory]
    [InlineData(ArtifactKind.Pipeline, """{"steps":[{"id":"a"},{"id":"b"}]}""", """{"steps":[{"id":"a"}]}""", Bump.Major, "step_removed")]
    [InlineData(ArtifactKind.Pipeline, """{"steps":[{"id":"a"}]}""", """{"steps":[{"id":"a","where":"x"}]}""", Bump.Minor, "step_changed")]
    [InlineData(ArtifactKind.Pipeline, """{"steps":[],"inputs":[]}""", """{"steps":[],"inputs":["t"]}""", Bump.Major, "input_added")]
    [InlineData(ArtifactKind.Pipeline, """{"steps":[],"cron":"1"}""", """{"steps":[],"cron":"2"}""", Bump.Patch, "content_changed")]
    [InlineData(ArtifactKind.Quality, """{"rules":[{"name":"r"}]}""", """{"rules":[]}""", Bump.Major, "rule_removed")]
    [InlineData(ArtifactKind.Quality, """[{"name":"r"}]""", """[{"name":"r"},{"name":"s"}]""", Bump.Minor, "rule_added")]
    [InlineData(ArtifactKind.Graph, """{"nodes":[{"label":"A","key":["id"]}]}""", """{"nodes":[{"label":"A","key":["uid"]}]}""", Bump.Major, "key_changed")]
    [InlineData(ArtifactKind.Graph, """{"nodes":[{"label":"A","properties":{"n":"x"}}]}""", """{"nodes":[{"label":"A","properties":{"n":"x","m":"y"}}]}""", Bump.Minor, "property_added")]
    [InlineData(ArtifactKind.Graph, """{"relationships":[{"type":"KNOWS"}]}""", """{"relationships":[]}""", Bump.Major, "relationship_removed")]
    public void The_others_are_judged_by_their_parts(ArtifactKind kind, string old, string now, Bump bump, string change) => Check(kind, old, now, bump, change);

    private static void Check(ArtifactKind kind, string old, string now, Bump bump, string change)
    {
        var changes = ArtifactDiff.Compare(ArtifactContent.Parse(kind, old), ArtifactContent.Parse(kind, now));
        Assert.True(changes.Any(one => one.Kind == change), string.Join("; ", changes.Select(one => one.Line)));
        Assert.Equal(bump, ArtifactDiff.BumpOf(changes));
        Assert.Empty(ArtifactDiff.Compare(ArtifactContent.Parse(kind, now), ArtifactContent.Parse(kind, now)));
    }
}
