using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Versions.Canonical;

namespace Supertrack.Core.Versions.Signing;

/// <summary>
/// A record with its signature, as it is kept on disk and in git: canonical JSON <c>{"record": {...}, "signature": {"algorithm", "key", "value"}}</c>.
/// </summary>
/// <param name="Id">SHA-256 of the record's canonical bytes, in hexadecimal.</param>
/// <param name="Bytes">The whole, UTF-8.</param>
public sealed record SignedVersion(FrozenVersion Version, string Id, string KeyId, ReadOnlyMemory<byte> Bytes)
{
    public const string Algorithm = "ECDSA-P256-SHA256";

    public static SignedVersion Sign(FrozenVersion version, IVersionSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var json = FrozenRecord.ToJson(version);
        var record = FrozenRecord.Bytes(json);
        var envelope = new JsonObject
        {
            ["record"] = json,
            ["signature"] = new JsonObject { ["algorithm"] = Algorithm, ["key"] = signer.KeyId, ["value"] = Convert.ToBase64String(signer.Sign(record)) },
        };
        // Read back, so that what is handed out is what everybody will read.
        return Open(JsonCanonical.Bytes(envelope), signer);
    }

    /// <exception cref="FormatException">The bytes are not such a record, were altered, or are not signed by a trusted key; the message says which.</exception>
    public static SignedVersion Open(ReadOnlyMemory<byte> bytes, IVersionSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var envelope = Parse(bytes);
        if (envelope["record"] is not JsonObject json || envelope["signature"] is not JsonObject signature) throw new FormatException("it is no signed record");
        if (!JsonCanonical.Bytes(envelope).AsSpan().SequenceEqual(bytes.Span)) throw new FormatException("its bytes are not canonical, so they were altered");
        var (key, value) = (Text(signature["key"]), new byte[128]);
        if (Text(signature["algorithm"]) != Algorithm) throw new FormatException($"it is signed by {Text(signature["algorithm"])}; {Algorithm} is wanted");
        var record = JsonCanonical.Bytes(json);
        if (!Convert.TryFromBase64String(Text(signature["value"]), value, out var length) || !signer.Verify(key, record, value.AsSpan(0, length)))
            throw new FormatException($"its signature by key {key} is wrong, or the key is not trusted");
        return new SignedVersion(FrozenRecord.FromJson(json), ArtifactContent.HashOf(record), key, bytes);
    }

    private static JsonObject Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes.Span) as JsonObject ?? throw new FormatException("it is no JSON object");
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException or ArgumentException)
        {
            throw new FormatException("it is not JSON", error);
        }
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
