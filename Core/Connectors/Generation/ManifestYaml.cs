using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Writes JSON as block YAML with quoted texts; a member named "#" becomes comment lines.</summary>
internal static class ManifestYaml
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject manifest)
    {
        var text = new StringBuilder();
        WriteMembers(manifest, 0, text);
        return text.ToString();
    }

    private static void WriteMembers(JsonObject members, int indent, StringBuilder text)
    {
        foreach (var (name, value) in members)
        {
            if (name == "#")
            {
                foreach (var line in value!.AsArray()) text.Append(' ', indent).Append("# ").Append(((string)line!).ReplaceLineEndings(" ")).Append('\n');
                continue;
            }
            text.Append(' ', indent).Append(IsPlainName(name) ? name : JsonSerializer.Serialize(name, Plain)).Append(':');
            WriteValue(value, indent, text);
        }
    }

    private static void WriteValue(JsonNode? value, int indent, StringBuilder text)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                text.Append('\n');
                WriteMembers(members, indent + 2, text);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                foreach (var item in items) WriteItem(item, indent + 2, text);
                break;
            default: text.Append(' ').Append(value?.ToJsonString(Plain) ?? "null").Append('\n'); break;
        }
    }

    private static void WriteItem(JsonNode? item, int indent, StringBuilder text)
    {
        if (item is not JsonObject { Count: > 0 } members)
        {
            text.Append(' ', indent).Append('-');
            WriteValue(item, indent, text);
            return;
        }
        var start = text.Length;
        WriteMembers(members, indent + 2, text);
        var first = start;
        while (text[first + indent + 2] == '#') first = IndexOfLine(text, first) + 1;
        text[first + indent] = '-';
    }

    private static int IndexOfLine(StringBuilder text, int from)
    {
        while (text[from] != '\n') from++;
        return from;
    }

    private static bool IsPlainName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        && name.ToLowerInvariant() is not ("yes" or "no" or "on" or "off" or "true" or "false" or "null" or "y" or "n");
}
