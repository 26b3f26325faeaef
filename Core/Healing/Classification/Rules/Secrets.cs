using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>Keeps credentials that an answer echoes out of causes and evidence.</summary>
internal static partial class Secrets
{
    public static string Masked(string text) => Value().Replace(Known().Replace(text, "$1***"), m => m.Groups[1].Value + "***");

    [GeneratedRegex(@"\b((?:sk|pk|rk)_(?:live|test)_|xox[abpsr]-|gh[pousr]_|EAA|ya29\.|AIza|shp(?:at|ca|pa|ss)_|Bearer\s+)[\w\-*./+=]{4,}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Known();

    [GeneratedRegex(@"((?:access_token|refresh_token|client_secret|api_?key|password|signature)=)[^&\s""']{4,}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Value();
}
