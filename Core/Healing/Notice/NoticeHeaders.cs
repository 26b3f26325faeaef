using System.Collections.Frozen;

namespace Supertrack.Core.Healing.Notice;

/// <summary>Headers in which sources announce an end (RFC 9745, RFC 8594, RFC 7234's 299) or name the version that answers.</summary>
internal static class NoticeHeaders
{
    private static readonly FrozenSet<string> Versions = new[]
    {
        "API-Version", "X-API-Version", "X-Api-Release", "Stripe-Version", "X-Shopify-API-Version", "X-GitHub-Api-Version-Selected", "X-GitHub-Media-Type",
        "facebook-api-version", "OData-Version", "Intercom-Version", "Notion-Version", "Square-Version", "X-Ms-Version", "X-Restli-Protocol-Version", "LinkedIn-Version",
        "Plaid-Version", "Klaviyo-Revision", "X-Atlassian-Api-Version", "X-Version", "Api-Supported-Versions",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Announces(string name, string value)
    {
        switch (name.Length)
        {
            case 7 when name.Equals("Warning", StringComparison.OrdinalIgnoreCase):
                return value.StartsWith("299", StringComparison.Ordinal);
            case 6 when name.Equals("Sunset", StringComparison.OrdinalIgnoreCase):
                return true;
            default:
                return name.Length > 9 && name.Contains("deprecat", StringComparison.OrdinalIgnoreCase) && value.Length > 0 && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
        }
    }

    public static bool NamesVersion(string name) => Versions.Contains(name);
}
