using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>The expressions that give a stream's secrets: the one its authenticator uses, then those its specification names.</summary>
internal static partial class StreamSecrets
{
    public static IReadOnlyList<string> Of(StreamView stream)
    {
        var found = new List<string>();
        if (stream.Authenticator is { } current && Secret(current) is { } own) found.Add(own);
        if (ManifestPatch.At(stream.Manifest, "/spec/connection_specification/properties") is JsonObject properties)
            foreach (var (name, property) in properties)
                if (property?["airbyte_secret"]?.ToString() == "true" && name is not ("client_secret" or "refresh_token"))
                    found.Add($"{{{{ config['{name}'] }}}}");
        return [.. found.DistinctBy(Bare)];
    }

    /// <summary>Settings of the specification, those first whose name is most like the one wanted.</summary>
    public static IEnumerable<string> Named(StreamView stream, string wanted) =>
        ManifestPatch.At(stream.Manifest, "/spec/connection_specification/properties") is JsonObject properties
            ? properties.Select(property => property.Key).Where(name => name is not ("base_url" or "start_date" or "client_secret" or "refresh_token"))
                .OrderByDescending(name => NameLikeness.Of(name, wanted)).Select(name => $"{{{{ config['{name}'] }}}}")
            : [];

    /// <summary>Settings whose name shares words with the one wanted, the likest first; secrets left out.</summary>
    public static IEnumerable<string> Alike(StreamView stream, string wanted) =>
        Settings(stream).Where(setting => !setting.Secret && NameLikeness.Of(setting.Name, wanted) >= 0.5).OrderByDescending(setting => NameLikeness.Of(setting.Name, wanted)).Select(setting => Expression(setting.Name));

    /// <summary>Settings that are no secrets, those that name a user or account first: the first half of a basic credential.</summary>
    public static IEnumerable<string> Users(StreamView stream) =>
        Settings(stream).Where(setting => !setting.Secret).OrderByDescending(setting => UserPattern().IsMatch(setting.Name)).Select(setting => Expression(setting.Name));

    private static IEnumerable<(string Name, bool Secret)> Settings(StreamView stream) =>
        ManifestPatch.At(stream.Manifest, "/spec/connection_specification/properties") is JsonObject properties
            ? properties.Where(property => property.Key is not ("base_url" or "start_date" or "client_secret" or "refresh_token")).Select(property => (property.Key, SecretPattern().IsMatch(property.Key) || (property.Value?["airbyte_secret"]?.ToString() == "true" && !PlainPattern().IsMatch(property.Key))))
            : [];

    private static string Expression(string name) => $"{{{{ config['{name}'] }}}}";

    private static string? Secret(JsonObject authenticator)
    {
        var text = authenticator["type"]?.ToString() switch
        {
            "ApiKeyAuthenticator" or "BearerAuthenticator" => authenticator["api_token"]?.ToString(),
            "BasicHttpAuthenticator" => authenticator["password"]?.ToString() is { Length: > 0 } password ? password : authenticator["username"]?.ToString(),
            _ => null,
        };
        // "Token {{ config['key'] }}" holds a scheme that goes no further.
        return text is not null && ExpressionPattern().Match(text) is { Success: true } match ? match.Value : text;
    }

    private static string Bare(string expression) => expression.Replace(" ", "").Replace("\"", "'");

    [GeneratedRegex(@"key|token|secret|pass|cred", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();

    // Some specifications call every setting a secret.
    [GeneratedRegex(@"(?:^|_)(?:id|user|username|email|e_?mail|login|account|workspace|region|domain|sub_?domain|site|tenant|org|organi[sz]ation|project|name|version|sid)$", RegexOptions.IgnoreCase)]
    private static partial Regex PlainPattern();

    [GeneratedRegex(@"user|mail|login|account|sid|name", RegexOptions.IgnoreCase)]
    private static partial Regex UserPattern();

    [GeneratedRegex(@"\{\{.*\}\}")]
    private static partial Regex ExpressionPattern();
}
