namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>Finds the recorded exchange that is most like a request, to say what differs.</summary>
internal static class NearestExchange
{
    public static string? Of(IReadOnlyList<CassetteExchange> exchanges, string method, string url)
    {
        var nearest = exchanges.MaxBy(exchange => Likeness(exchange, method, url));
        return nearest is null ? null : $"line {nearest.Line}: {nearest.Method} {nearest.Url} ({Difference(nearest, method, url)})";
    }

    private static int Likeness(CassetteExchange exchange, string method, string url)
    {
        var place = ExchangeKey.Place(url);
        var other = ExchangeKey.Place(exchange.Url);
        var common = place.AsSpan().CommonPrefixLength(other);
        var pairs = ExchangeKey.Query(url).Split('&').Intersect(ExchangeKey.Query(exchange.Url).Split('&')).Count();
        return (place == other ? 100_000 : 0) + (exchange.Method == method ? 10_000 : 0) + (pairs * 100) + Math.Min(common, 99);
    }

    private static string Difference(CassetteExchange exchange, string method, string url)
    {
        if (exchange.Method != method)
        {
            return "another method";
        }

        if (ExchangeKey.Place(exchange.Url) != ExchangeKey.Place(url))
        {
            return "another address";
        }

        string[] asked = ExchangeKey.Query(url).Split('&', StringSplitOptions.RemoveEmptyEntries);
        string[] recorded = ExchangeKey.Query(exchange.Url).Split('&', StringSplitOptions.RemoveEmptyEntries);
        string[] more = [.. asked.Except(recorded)];
        string[] less = [.. recorded.Except(asked)];
        return more.Length + less.Length == 0
            ? "another body"
            : $"asked for {Words(more)}, recorded with {Words(less)}";
    }

    private static string Words(string[] pairs) => pairs.Length == 0 ? "nothing more" : string.Join(" ", pairs);
}
