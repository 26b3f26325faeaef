using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Supertrack.Cli.Tests.Connectors;

/// <summary>A small HTTP API on this machine that answers by a function.</summary>
internal sealed class LocalApi : IAsyncDisposable
{
    private static int _next = 30_000 + (Environment.ProcessId % 20_000);
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public LocalApi(Func<ApiRequest, string?> answer)
    {
        while (true)
        {
            Address = $"http://127.0.0.1:{Interlocked.Increment(ref _next)}";
            _listener.Prefixes.Add(Address + "/");
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                // The port is taken: the next one may be free.
                _listener = new HttpListener();
            }
        }

        _serving = ServeAsync(answer);
    }

    public string Address { get; }

    public ConcurrentQueue<ApiRequest> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    /// <summary>A request that the test did not foresee is not found, instead of leaving the caller waiting.</summary>
    private static string? Answer(Func<ApiRequest, string?> answer, ApiRequest request)
    {
        try
        {
            return answer(request);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private async Task ServeAsync(Func<ApiRequest, string?> answer)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var request = new ApiRequest(
                context.Request.HttpMethod, context.Request.Url!.AbsolutePath,
                context.Request.QueryString.AllKeys.ToDictionary(name => name ?? "", name => context.Request.QueryString[name] ?? ""),
                context.Request.Headers.AllKeys.ToDictionary(name => name ?? "", name => context.Request.Headers[name] ?? "", StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
            Requests.Enqueue(request);
            string? body = Answer(answer, request);
            context.Response.StatusCode = body is null ? 404 : 200;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body ?? "{}"));
            context.Response.Close();
        }
    }
}

internal sealed record ApiRequest(string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body);
