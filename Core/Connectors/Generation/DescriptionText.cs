using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Format;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Reads an API description, JSON or YAML.</summary>
public static class DescriptionText
{
    /// <exception cref="FormatException">The text is neither, or no mapping.</exception>
    public static JsonObject Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return text.AsSpan().TrimStart() is ['{' or '[', ..]
                ? JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 512, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
                    ?? throw new FormatException("it is no JSON object")
                : (JsonObject)ManifestText.Parse(text, file).ToJson()!;
        }
        catch (JsonException error)
        {
            throw new FormatException($"not JSON ({error.Message.ReplaceLineEndings(" ")})", error);
        }
        catch (ManifestException error)
        {
            throw new FormatException($"line {error.Line}: {error.Problem}", error);
        }
    }
}
