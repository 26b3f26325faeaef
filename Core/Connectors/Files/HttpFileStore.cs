using System.Globalization;
using System.Runtime.CompilerServices;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Files;

/// <summary>Files at known addresses; a HEAD request tells their change time where the server knows it.</summary>
public sealed class HttpFileStore(IReadOnlyList<string> urls, IHttpTransport transport) : IFileStore
{
    public async IAsyncEnumerable<FileEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var url in urls)
        {
            await using var answer = await SendAsync("HEAD", url, cancellationToken);
            // Servers that do not know HEAD refuse it with 405 or 501; the file may still be there.
            if (answer.Status >= 400 && answer.Status is not (405 or 501)) throw Refused(url, answer.Status);
            var modified = DateTimeOffset.TryParse(answer.Header("Last-Modified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : (DateTimeOffset?)null;
            yield return new FileEntry(url, modified);
        }
    }

    public async Task<Stream> OpenAsync(FileEntry file, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("GET", file.Name, cancellationToken);
        if (answer.Status is >= 200 and < 300) return answer.Body;
        await answer.DisposeAsync();
        throw Refused(file.Name, answer.Status);
    }

    private async Task<HttpExchangeResponse> SendAsync(string method, string url, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(new HttpExchangeRequest { Method = method, Url = url }, cancellationToken);
        }
        catch (HttpTransportException exception)
        {
            throw new ConnectorException(exception.Retryable ? FailureKind.Transient : FailureKind.Config, $"{method} {url} got no answer: {exception.Message}", exception) { Method = method, Url = url };
        }
    }

    private static ConnectorException Refused(string url, int status) =>
        new(status >= 500 || status == 429 ? FailureKind.Transient : FailureKind.Config, $"{url} answered {status}. Check the address and whether it may be read without a login.") { Status = status, Url = url };
}
