using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Supertrack.Core.Versions.Canonical;

namespace Supertrack.Core.Versions;

/// <summary>Records of versions as canonical JSON: the bytes that are hashed and signed.</summary>
public static class FrozenRecord
{
    /// <summary>The form; a later one is another number, and records of this one stay readable.</summary>
    public const int Form = 1;

    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new VersionAsText() },
    };

    internal static JsonObject ToJson(FrozenVersion version)
    {
        var json = JsonSerializer.SerializeToNode(version, Options)!.AsObject();
        json["form"] = Form;
        return json;
    }

    /// <exception cref="FormatException">The JSON is no record, or of a later form.</exception>
    internal static FrozenVersion FromJson(JsonObject json)
    {
        try
        {
            if ((int?)json["form"] is not Form and var form) throw new FormatException($"a record of form {form} is not known; this program reads form {Form}");
            return json.Deserialize<FrozenVersion>(Options) ?? throw new FormatException("the record is empty");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or InvalidArtifactException)
        {
            throw new FormatException("it is no record of a version: " + error.Message.ReplaceLineEndings(" "), error);
        }
    }

    internal static byte[] Bytes(JsonObject json) => JsonCanonical.Bytes(json);

    private sealed class VersionAsText : JsonConverter<SemanticVersion>
    {
        public override SemanticVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => SemanticVersion.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, SemanticVersion value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
