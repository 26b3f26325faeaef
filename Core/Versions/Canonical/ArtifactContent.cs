using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Text;

namespace Supertrack.Core.Versions.Canonical;

/// <summary>
/// The content of an artifact in two forms: the text as it was written, and the canonical form that gives it its identity. Comments, order of
/// members, quoting and line ends change the text and not the identity.
/// </summary>
public sealed class ArtifactContent
{
    /// <summary>The largest content that is taken, in characters.</summary>
    public const int MaximumLength = 32 << 20;

    private const int MaxDepth = 200;

    private ArtifactContent(ArtifactKind kind, byte[] source, byte[] canonical)
    {
        (Kind, Source, Canonical) = (kind, source, canonical);
        Hash = HashOf(canonical);
        SourceHash = HashOf(source);
    }

    public ArtifactKind Kind { get; }

    /// <summary>The text as written, UTF-8 without byte order mark.</summary>
    public ReadOnlyMemory<byte> Source { get; }

    /// <summary>UTF-8.</summary>
    public ReadOnlyMemory<byte> Canonical { get; }

    /// <summary>SHA-256 of the canonical form, in hexadecimal: the identity.</summary>
    public string Hash { get; }

    /// <summary>SHA-256 of the text as written.</summary>
    public string SourceHash { get; }

    public string Text => Encoding.UTF8.GetString(Source.Span);

    /// <summary>The content's value; null for texts. Not to be changed.</summary>
    // Out of the canonical form and not what was parsed: values of one origin are compared without being written out.
    internal JsonNode? Json => Kind.IsText() ? null : field ??= JsonNode.Parse(Canonical.Span, null, new JsonDocumentOptions { MaxDepth = MaxDepth });

    /// <exception cref="InvalidArtifactException">The text is not what the kind needs, or too large.</exception>
    public static ArtifactContent Parse(ArtifactKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
            throw new InvalidArtifactException(kind.Word(), $"has {text.Length:N0} characters", $"At most {MaximumLength:N0} are taken.");
        var plain = text.TrimStart('\uFEFF');
        try
        {
            var source = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(plain);
            if (kind.IsText()) return new ArtifactContent(kind, source, Encoding.UTF8.GetBytes(Normal(plain)));
            var json = Value(plain);
            if (json is not (JsonObject or JsonArray)) throw new FormatException("a mapping or a list is wanted");
            return new ArtifactContent(kind, source, JsonCanonical.Bytes(json));
        }
        catch (Exception error) when (error is FormatException or JsonException or EncoderFallbackException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidArtifactException(kind.Word(), $"cannot be read: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}", "Give it as JSON or YAML.", error);
        }
    }

    public static string HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static JsonNode? Value(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..]) return YamlJson.Parse(text);
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
        }
        catch (JsonException) when (YamlJson.Parse(text) is { } flow)
        {
            // YAML in flow style also starts with a brace.
            return flow;
        }
    }

    /// <summary>Line ends are line feeds, no spaces stand before them, and there is one at the end.</summary>
    private static string Normal(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd(' ', '\t'))).TrimEnd('\n') + "\n";
}
