using System.Net;
using System.Text;

namespace Supertrack.Stores.Tests.Notifications;

/// <summary>A local receiver of webhooks that answers as told and keeps what it got.</summary>
internal sealed class PostBox : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public PostBox()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = Random.Shared.Next(20_000, 60_000);
            try
            {
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
                _listener.Start();
                Address = $"http://127.0.0.1:{port}/hooks/secret-path";
                break;
            }
            catch (HttpListenerException) when (attempt < 50)
            {
                // The port is taken: another one.
            }
        }
        _serving = ServeAsync();
    }

    public string Address { get; }

    public int Status { get; set; } = 200;

    public string RetryAfter { get; set; } = "";

    public List<(Dictionary<string, string> Headers, string Body)> Got { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
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
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers.AllKeys.ToDictionary(key => key!, key => context.Request.Headers[key]!, StringComparer.OrdinalIgnoreCase);
            lock (Got)
                Got.Add((headers, reader.ReadToEnd()));
            context.Response.StatusCode = Status;
            if (RetryAfter.Length > 0)
                context.Response.Headers["Retry-After"] = RetryAfter;
            context.Response.Close(Encoding.UTF8.GetBytes("no thanks"), willBlock: false);
        }
    }
}
