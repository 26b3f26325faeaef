namespace Supertrack.Cli.Remote;

/// <summary>The parameters of a request, encoded; those that have no value are left out.</summary>
internal static class Query
{
    public static string Of(params IEnumerable<(string Name, string? Value)> parameters) => string.Join(
        '&', parameters.Where(one => one.Value is not null).Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value!)}"));
}
