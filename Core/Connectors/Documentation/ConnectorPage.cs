using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Documentation;

/// <summary>The documentation of a connector as Markdown, made of its manifest only: the same manifest always gives the same text.</summary>
public static class ConnectorPage
{
    private const int MaxDepth = 3;

    /// <param name="manifest">The manifest.</param>
    /// <param name="title">The heading.</param>
    public static string Write(ConnectorManifest manifest, string title)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var description = manifest.Describe();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Plain(title)}\n\nReads {description.Kind}. {description.Streams.Count} streams.\n");
        Settings(text, manifest.Specification["connectionSpecification"] as JsonObject ?? []);
        List(text, "Authentication", description.Authentication, "None.");
        List(text, "Limits", description.Limits, "The manifest sets none; answers that ask to wait are obeyed.");
        Overview(text, description.Streams);
        foreach (var stream in description.Streams) Stream(text, stream);
        var lint = manifest.Lint();
        List(text, "Not supported", [.. lint.Unsupported.Select(one => $"`{one.Path}` ({one.Component}): {one.Reason}")], "Nothing: everything in the manifest is run.");
        return text.ToString();
    }

    private static void Settings(StringBuilder text, JsonObject specification)
    {
        var required = (specification["required"] as JsonArray ?? []).Select(name => name?.ToString()).ToHashSet();
        text.Append("\n## Settings\n\n");
        if (specification["properties"] is not JsonObject { Count: > 0 } properties)
        {
            text.Append("None.\n");
            return;
        }
        text.Append("| name | type | required | default | meaning |\n|---|---|---|---|---|\n");
        foreach (var (name, property) in properties)
        {
            var secret = property?["airbyte_secret"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
            var meaning = string.Join(": ", new[] { property?["title"]?.ToString(), property?["description"]?.ToString() }.Where(part => !string.IsNullOrEmpty(part)));
            text.Append(CultureInfo.InvariantCulture,
                $"| `{Plain(name)}` | {Type(property as JsonObject)} | {(required.Contains(name) ? "yes" : "no")} | {(secret ? "" : Plain(property?["default"]?.ToString() ?? ""))} | {Plain(meaning)}{(secret ? " (secret)" : "")} |\n");
        }
    }

    private static void Overview(StringBuilder text, IReadOnlyList<StreamDescription> streams)
    {
        text.Append("\n## Streams\n\n| stream | primary key | sync modes | cursor | pages | parents |\n|---|---|---|---|---|---|\n");
        foreach (var stream in streams)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {Plain(stream.Name)} | {Plain(string.Join(", ", stream.PrimaryKey))} | {(stream.CursorField is null ? "full refresh" : "full refresh, incremental")} | {Plain(stream.CursorField ?? "")} | {Plain(stream.Pagination ?? "one")} | {Plain(string.Join(", ", stream.Parents))} |\n");
        }
    }

    private static void Stream(StringBuilder text, StreamDescription stream)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {Plain(stream.Name)}\n\n`{stream.Source.Replace('`', '\'').ReplaceLineEndings(" ")}`\n\n");
        var fields = Fields(stream.Schema, "", 0).ToList();
        if (fields.Count == 0)
        {
            text.Append("The fields are known when the source is asked: `connector discover`.\n");
            return;
        }
        text.Append("| field | type | meaning |\n|---|---|---|\n");
        foreach (var (path, schema) in fields)
            text.Append(CultureInfo.InvariantCulture, $"| `{Plain(path)}` | {Type(schema)} | {Plain(schema["description"]?.ToString() ?? "")} |\n");
    }

    private static IEnumerable<(string Path, JsonObject Schema)> Fields(JsonObject? schema, string prefix, int depth)
    {
        foreach (var (name, property) in schema?["properties"] as JsonObject ?? [])
        {
            if (property is not JsonObject field) continue;
            yield return (prefix + name, field);
            if (depth >= MaxDepth) continue;
            var items = field["items"] as JsonObject;
            foreach (var inner in Fields(items ?? field, prefix + name + (items is null ? "." : "[]."), depth + 1)) yield return inner;
        }
    }

    private static string Type(JsonObject? schema)
    {
        var type = schema?["type"] switch
        {
            JsonArray several => string.Join(" or ", several.Select(one => one?.ToString()).Where(one => one != "null")),
            JsonValue one => one.ToString(),
            _ => schema?["oneOf"] is JsonArray ? "one of several" : "any",
        };
        var format = schema?["format"]?.ToString();
        var choices = schema?["enum"] is JsonArray values ? ": " + string.Join(", ", values.Select(value => value?.ToString())) : "";
        return Plain(type + (format is null ? "" : $" ({format})") + choices);
    }

    private static void List(StringBuilder text, string heading, IReadOnlyList<string> lines, string otherwise)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n");
        if (lines.Count == 0) text.Append(otherwise).Append('\n');
        foreach (var line in lines) text.Append("- ").Append(line.ReplaceLineEndings(" ")).Append('\n');
    }

    /// <summary>Foreign text inside a table.</summary>
    private static string Plain(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
