using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>An incremental read by a parameter that filters by the time of the last change.</summary>
/// <param name="Field">The cursor field of the records.</param>
/// <param name="Parameter">The query parameter from which on.</param>
/// <param name="Until">The query parameter until which, or null.</param>
/// <param name="Form">How times are written.</param>
internal sealed record SinceDraft(string Field, string Parameter, string? Until, SinceForm Form)
{
    private const string Iso = "%Y-%m-%dT%H:%M:%SZ";

    public JsonObject ToComponent()
    {
        var format = Form switch { SinceForm.Date => "%Y-%m-%d", SinceForm.Seconds => "%s", _ => Iso };
        var cursor = new JsonObject
        {
            ["type"] = "DatetimeBasedCursor",
            ["cursor_field"] = Field,
            ["datetime_format"] = format,
            ["cursor_datetime_formats"] = new JsonArray([.. Formats().Select(text => (JsonNode)text)]),
            ["start_datetime"] = new JsonObject
            {
                ["type"] = "MinMaxDatetime",
                ["datetime"] = "{{ config.get('start_date') or '2000-01-01T00:00:00Z' }}",
                ["datetime_format"] = Iso,
            },
            ["start_time_option"] = Option(Parameter),
        };
        if (Until is not null) cursor["end_time_option"] = Option(Until);
        return cursor;
    }

    private string[] Formats() => Form switch
    {
        SinceForm.Date => ["%Y-%m-%d", Iso],
        SinceForm.Seconds => ["%s"],
        _ => [Iso, "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d"],
    };

    private static JsonObject Option(string name) => new() { ["type"] = "RequestOption", ["inject_into"] = "request_parameter", ["field_name"] = name };
}

internal enum SinceForm { Iso, Date, Seconds }
