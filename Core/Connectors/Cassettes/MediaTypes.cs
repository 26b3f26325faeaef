namespace Supertrack.Core.Connectors.Cassettes;

internal static class MediaTypes
{
    /// <summary>application/json and everything with the suffix +json; JSON lines are text.</summary>
    public static bool IsJson(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                var type = value.Split(';')[0].Trim();
                return type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
