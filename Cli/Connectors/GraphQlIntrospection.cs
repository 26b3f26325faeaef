using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Generation;
using Supertrack.Core.Connectors.Http;
using Supertrack.Stores.Http;

namespace Supertrack.Cli.Connectors;

/// <summary>Asks a GraphQL API for its schema.</summary>
internal static class GraphQlIntrospection
{
    private const long MostBytes = 64 << 20;

    /// <param name="header">Name: value; null for none.</param>
    /// <exception cref="CommandException">The API does not answer, or refuses.</exception>
    public static async Task<string> AskAsync(Uri endpoint, string? header, CancellationToken cancellation)
    {
        if (header is not null && !header.Contains(':', StringComparison.Ordinal))
        {
            throw CommandException.Usage("--header: write it as Name: value.");
        }

        using var transport = new SocketsHttpTransport(new HttpTransportOptions { Egress = EgressPolicy.Unrestricted, MaxBodyBytes = MostBytes });
        var request = new HttpExchangeRequest
        {
            Method = "POST",
            Url = endpoint.AbsoluteUri,
            Headers = [KeyValuePair.Create("Content-Type", "application/json"), .. header is null ? [] : new[] { KeyValuePair.Create(header.Split(':')[0].Trim(), header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()) }],
            Body = Encoding.UTF8.GetBytes(new JsonObject { ["query"] = GraphQlGenerator.IntrospectionQuery }.ToJsonString()),
        };
        try
        {
            await using HttpExchangeResponse answer = await transport.SendAsync(request, cancellation);
            using var reader = new StreamReader(answer.Body);
            string text = await reader.ReadToEndAsync(cancellation);
            return answer.Status == 200 ? text
                : throw CommandException.Remote($"{endpoint.Host} answered {answer.Status} to the introspection. Give a credential with --header, or a file with its schema.");
        }
        catch (HttpTransportException error)
        {
            throw CommandException.Remote($"{endpoint.Host}: {error.Message}", error);
        }
    }
}
