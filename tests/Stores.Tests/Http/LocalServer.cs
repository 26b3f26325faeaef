using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supertrack.Stores.Tests.Http;

/// <summary>A server on a free port that keeps what it was asked. A request that its handler leaves open stays open until the server ends.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, NameValueCollection Headers)> _seen = [];
    private readonly Task _serving;

    public LocalServer(Action<HttpListenerContext> handle)
    {
        var port = FreePort();
        Url = $"http://127.0.0.1:{port}/";
        _listener.Prefixes.Add(Url);
        _listener.Prefixes.Add($"http://localhost:{port}/");
        _listener.Start();
        _serving = ServeAsync(handle);
    }

    public string Url { get; }

    public IReadOnlyList<(string Path, NameValueCollection Headers)> Seen => [.. _seen];

    public static void Answer(HttpListenerContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }

    public static void Redirect(HttpListenerContext context, string to, int status = 302)
    {
        if (context.Request.RawUrl!.EndsWith("final", StringComparison.Ordinal)) Answer(context, 200, "final");
        else RedirectAlways(context, to, status);
    }

    public static void RedirectAlways(HttpListenerContext context, string to, int status = 302)
    {
        context.Response.RedirectLocation = to;
        Answer(context, status, "");
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync(Action<HttpListenerContext> handle)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _seen.Enqueue((context.Request.RawUrl!, context.Request.Headers));
                handle(context);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The test has ended, or the client hung up on purpose.
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
