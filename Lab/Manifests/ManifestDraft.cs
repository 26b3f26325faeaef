using System.Text.Json.Nodes;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Manifests;

/// <summary>Writes the declarative manifest (format of Airbyte's low-code connectors) that reads the first version of a scenario.</summary>
public static class ManifestDraft
{
    private const int SampledRecords = 50;

    /// <param name="scenario">What is served; only its first version is looked at.</param>
    /// <param name="parameters">Query parameters the reader sends of its own accord.</param>
    /// <param name="headers">Headers the reader sends of its own accord.</param>
    public static JsonObject Of(Scenario scenario, IReadOnlyDictionary<string, string>? parameters = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        ApiVersion version = scenario.Versions[0];
        IReadOnlyList<JsonObject> sample = Sample(scenario, version);
        var stream = new JsonObject
        {
            ["type"] = "DeclarativeStream",
            ["name"] = scenario.Resource,
            ["primary_key"] = Key(scenario.PrimaryKey),
            ["retriever"] = new JsonObject
            {
                ["type"] = "SimpleRetriever",
                ["requester"] = RequesterDraft.Of(version, sample, parameters ?? new Dictionary<string, string>(), headers ?? new Dictionary<string, string>()),
                ["record_selector"] = Selector(version),
            },
        };
        if (PaginatorDraft.Of(version) is { } paginator)
        {
            stream["retriever"]!["paginator"] = paginator;
        }

        if (Incremental(scenario, version, sample) is { } incremental)
        {
            stream["incremental_sync"] = incremental;
        }

        stream["schema_loader"] = Schema(sample);
        return new JsonObject
        {
            ["version"] = "6.44.0",
            ["type"] = "DeclarativeSource",
            ["check"] = new JsonObject { ["type"] = "CheckStream", ["stream_names"] = new JsonArray(scenario.Resource) },
            ["streams"] = new JsonArray(stream),
            ["spec"] = Specification(scenario.Config),
        };
    }

    private static List<JsonObject> Sample(Scenario scenario, ApiVersion version)
    {
        RecordSet records = VersionData.Of(scenario, version);
        return [.. Enumerable.Range(0, Math.Min(records.Count, SampledRecords)).Select(records.Read)];
    }

    private static JsonNode? Key(IReadOnlyList<string> key) =>
        key.Count == 1 && !key[0].Contains('.') ? key[0] : new JsonArray([.. key.Select(Part)]);

    // A part inside of an object is a list of names in this format.
    private static JsonNode Part(string path) => path.Contains('.') ? new JsonArray([.. path.Split('.').Select(step => (JsonNode)step)]) : path;

    private static JsonObject Selector(ApiVersion version)
    {
        List<JsonNode> path = [.. version.Envelope.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(step => (JsonNode)step)];
        if (version.KeyedBy is not null)
        {
            path.Add("*");
        }

        return new JsonObject
        {
            ["type"] = "RecordSelector",
            ["extractor"] = new JsonObject { ["type"] = "DpathExtractor", ["field_path"] = new JsonArray([.. path]) },
        };
    }

    private static JsonObject? Incremental(Scenario scenario, ApiVersion version, IReadOnlyList<JsonObject> sample)
    {
        if (scenario.CursorField is not { } cursor
            || version.Parameters.FirstOrDefault(rule => rule is { Filter: { Operator: FilterOperator.Gte or FilterOperator.Gt } filter, Place: ParameterPlace.Query } && filter.Field == cursor) is not { } rule)
        {
            return null;
        }

        bool unix = sample.Any(record => FieldPath.Read(record, cursor) is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number);
        return new JsonObject
        {
            ["type"] = "DatetimeBasedCursor",
            ["cursor_field"] = cursor,
            ["datetime_format"] = unix ? "%s" : "%Y-%m-%dT%H:%M:%SZ",
            ["start_datetime"] = new JsonObject { ["type"] = "MinMaxDatetime", ["datetime"] = "{{ config.get('start_date') or '2015-01-01T00:00:00Z' }}", ["datetime_format"] = "%Y-%m-%dT%H:%M:%SZ" },
            ["start_time_option"] = new JsonObject { ["type"] = "RequestOption", ["inject_into"] = "request_parameter", ["field_name"] = rule.Name },
        };
    }

    private static JsonObject Schema(IReadOnlyList<JsonObject> sample)
    {
        var properties = new JsonObject();
        foreach (string name in sample.SelectMany(record => record.Select(member => member.Key)).Distinct())
        {
            properties[name] = new JsonObject();
        }

        return new JsonObject
        {
            ["type"] = "InlineSchemaLoader",
            ["schema"] = new JsonObject
            {
                ["$schema"] = "http://json-schema.org/draft-07/schema#",
                ["type"] = "object",
                ["additionalProperties"] = true,
                ["properties"] = properties,
            },
        };
    }

    private static JsonObject Specification(JsonObject config)
    {
        var properties = new JsonObject { ["base_url"] = new JsonObject { ["type"] = "string" } };
        foreach (string name in config.Select(member => member.Key))
        {
            properties[name] = new JsonObject { ["type"] = "string", ["airbyte_secret"] = name is not ("client_id" or "start_date" or "username") };
        }

        return new JsonObject
        {
            ["type"] = "Spec",
            ["connection_specification"] = new JsonObject
            {
                ["$schema"] = "http://json-schema.org/draft-07/schema#",
                ["type"] = "object",
                ["required"] = new JsonArray("base_url"),
                ["additionalProperties"] = true,
                ["properties"] = properties,
            },
        };
    }
}
