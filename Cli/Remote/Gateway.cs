using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary>Asks a server over its REST gateway; every refusal becomes one line that says what to do.</summary>
internal sealed class Gateway : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _server;

    private Gateway(string server, string key)
    {
        _server = server;
        _client = new HttpClient { BaseAddress = new Uri(server.TrimEnd('/') + "/api/v1/"), Timeout = TimeSpan.FromMinutes(2) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public static Gateway Of(Invocation call)
    {
        string server = call.Value(RemoteOptions.Server) ?? call.Terminal.Variable(RemoteOptions.ServerVariable) ?? RemoteOptions.DefaultServer;
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            throw CommandException.Usage($"--server {server} is no address. Write it as {RemoteOptions.DefaultServer}.");
        }

        string key = call.Value(RemoteOptions.Key) ?? call.Terminal.Variable(RemoteOptions.KeyVariable)
            ?? throw CommandException.Usage($"An API key is needed. Give it with --key or in the variable {RemoteOptions.KeyVariable}.");
        return new Gateway(server, key);
    }

    /// <summary>A path of encoded segments.</summary>
    public static string Path(params string[] segments) => string.Join('/', segments.Select(Uri.EscapeDataString));

    public Task<JsonObject> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonObject> PostAsync(string path, JsonObject? body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, body ?? [], cancellation);

    public Task<JsonObject> PutAsync(string path, JsonObject body, CancellationToken cancellation) => SendAsync(HttpMethod.Put, path, body, cancellation);

    public Task DeleteAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Delete, path, null, cancellation);

    /// <summary>The items of a list, page after page.</summary>
    /// <param name="query">Further parameters, encoded.</param>
    public async IAsyncEnumerable<JsonNode?> ItemsAsync(
        string path, int most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation, string query = "")
    {
        const int PageSize = 100;
        string? cursor = null;
        do
        {
            string place = $"?limit={Math.Min(most, PageSize)}" + (query.Length > 0 ? "&" + query : "") + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            JsonObject page = await GetAsync(path + place, cancellation);
            foreach (JsonNode? item in page["items"]?.AsArray() ?? [])
            {
                if (most-- <= 0)
                {
                    yield break;
                }

                yield return item;
            }

            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null && most > 0);
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage answer = await AnswerAsync(request, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        JsonObject? document = TryParse(text);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refused(answer.StatusCode, document);
        }

        return answer.StatusCode == HttpStatusCode.NoContent ? [] : document ?? throw CommandException.Remote($"{_server} answered something else than JSON. Check that the address is that of a Supertrack server.");
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _client.SendAsync(request, cancellation);
        }
        catch (HttpRequestException error)
        {
            throw CommandException.Remote($"{_server} cannot be reached ({error.Message}). Check that it runs and that --server names it.", error);
        }
        catch (TaskCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw CommandException.Remote($"{_server} did not answer within {_client.Timeout.TotalSeconds:0} s. Try again later.", error);
        }
    }

    private CommandException Refused(HttpStatusCode status, JsonObject? problem)
    {
        string what = problem?["detail"]?.ToString() ?? problem?["title"]?.ToString() ?? status.ToString();
        string next = problem?["nextAction"]?.ToString() ?? "";
        ExitCode code = (int)status >= 500 || status == HttpStatusCode.TooManyRequests ? ExitCode.Remote : ExitCode.Usage;
        return new CommandException(code, $"{_server} answered {(int)status}: {what} {next}".TrimEnd());
    }

    private static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // A proxy's page or nothing at all: the caller reports the status instead.
            return null;
        }
    }
}
