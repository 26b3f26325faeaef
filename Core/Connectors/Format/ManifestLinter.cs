using Supertrack.Core.Connectors.Authentication;

namespace Supertrack.Core.Connectors.Format;

/// <summary>Names every part of a manifest that the runtime does not run: path, component, reason.</summary>
internal static class ManifestLinter
{
    /// <summary>Components of the format that this runtime does not run yet, with the reason told to the user.</summary>
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["RateLimitedMultipleTokenAuthenticator"] = "Rotating several tokens is not supported; use one token with an api_budget.",
    };

    public static IEnumerable<UnsupportedComponent> Lint(ManifestNode root)
    {
        foreach (var found in ManifestWalk.Components(root))
        {
            if (Problem(found) is { } reason) yield return new UnsupportedComponent(found.Path, found.Type ?? "?", reason);
            if (found.Type == "JwtAuthenticator" && found.Node["algorithm"]?.ScalarText is { } algorithm && !JwtSigner.Supports(algorithm))
                yield return new UnsupportedComponent($"{found.Path}.algorithm", "JwtAuthenticator", $"Tokens are not signed with {algorithm}; use an RS, PS, ES or HS algorithm.");
            if (found.Node["file_uploader"] is { IsTruthy: true } && found.Type == "DeclarativeStream")
                yield return new UnsupportedComponent($"{found.Path}.file_uploader", "FileUploader", "Attachments are not downloaded; remove file_uploader to read the records.");
        }
    }

    private static string? Problem(FoundComponent found)
    {
        if (found.Type is null) return "The component has no type; add one.";
        if (ComponentCatalog.IsCustom(found.Type))
            return $"It is Python code of the connector's own ({found.Node["class_name"]?.ScalarText ?? "no class_name"}); replace it by declarative components.";
        if (found.Shape is null) return "The format has no such component; correct its type.";
        return NotRun.GetValueOrDefault(found.Type);
    }
}
