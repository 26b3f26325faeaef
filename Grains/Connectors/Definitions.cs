using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Connectors;

/// <summary>What a connector accepts from people.</summary>
internal static class Definitions
{
    private const int MostVersions = 20;
    private const int MostManifestCharacters = 4_000_000;

    /// <exception cref="InvalidRequestException">The definition cannot be accepted.</exception>
    public static void Check(ConnectorDefinition definition, string config)
    {
        if (string.IsNullOrWhiteSpace(definition.Manifest))
            throw new InvalidRequestException("invalid_manifest", "The manifest is empty: give the YAML or JSON text of a connector.");
        if (definition.Manifest.Length > MostManifestCharacters)
            throw new InvalidRequestException("invalid_manifest", $"The manifest has {definition.Manifest.Length:N0} characters; at most {MostManifestCharacters:N0} are accepted.");
        try
        {
            using var document = JsonDocument.Parse(config);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidRequestException("invalid_config", "The configuration is not a JSON object.");
        }
        catch (JsonException error)
        {
            // The parser's own message may quote what it read, which may be a secret.
            throw new InvalidRequestException("invalid_config", $"The configuration is not JSON (line {error.LineNumber + 1}).");
        }
    }

    /// <summary>Appends a version when the text differs from the last one. The oldest is forgotten when there are too many, but never the live one.</summary>
    public static ConnectorSource WithVersion(ConnectorSource source, string manifest, DateTimeOffset now, string origin = "person", int live = 0)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)));
        var last = source.Versions.LastOrDefault();
        if (last?.Hash == hash)
            return source;
        var version = new ManifestVersion { Version = (last?.Version ?? 0) + 1, Hash = hash, CreatedAt = now, Text = manifest, Origin = origin };
        var kept = source.Versions;
        while (kept.Length >= MostVersions)
            kept = kept.Remove(kept.First(one => one.Version != live));
        return source with { Versions = [.. kept, version] };
    }

    /// <exception cref="ConflictException">The kept text is not the one that was accepted.</exception>
    public static void RequireIntact(ManifestVersion manifest, string connector)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.Text))) != manifest.Hash)
            throw new ConflictException("version_damaged", $"Manifest version {manifest.Version} of connector {connector} is not the one that was accepted. Put the manifest again.");
    }

    /// <exception cref="InvalidRequestException">A wanted stream is not in the manifest.</exception>
    public static ImmutableArray<StreamInfo> Select(ImmutableArray<StreamInfo> found, ImmutableArray<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (found.All(stream => stream.Name != name))
                throw new InvalidRequestException("unknown_stream", $"The manifest has no stream '{name}'. It has: {string.Join(", ", found.Select(stream => stream.Name))}.");
        }
        return [.. found.Select(stream => stream with { Selected = wanted.IsEmpty || wanted.Contains(stream.Name) })];
    }
}
