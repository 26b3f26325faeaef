using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Supertrack.Stores.Tests.Versions;

/// <summary>Serves the repositories of a folder over HTTP with git's own <c>http-backend</c>, as a CGI program (RFC 3875).</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private readonly string _secret;
    private readonly Task _serving;

    public GitHttpServer(string folder, string secret)
    {
        (_folder, _secret) = (folder, secret);
        for (var port = 30_000 + (Environment.ProcessId % 20_000); ; port++)
        {
            Address = $"http://127.0.0.1:{port}";
            _listener.Prefixes.Clear();
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
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>While true every request is answered by 503.</summary>
    public bool IsDown { get; set; }

    public int Requests { get; private set; }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Requests++;
                await AnswerAsync(context);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client hung up, or the server stops.
                if (!_listener.IsListening) return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var status = IsDown ? 503 : context.Request.Headers["Authorization"] == "Bearer " + _secret ? 0 : 401;
        if (status != 0)
        {
            context.Response.StatusCode = status;
            context.Response.Close();
            return;
        }
        using var backend = Process.Start(Backend(context.Request))!;
        await context.Request.InputStream.CopyToAsync(backend.StandardInput.BaseStream);
        backend.StandardInput.Close();
        using var output = new MemoryStream();
        await backend.StandardOutput.BaseStream.CopyToAsync(output);
        await backend.WaitForExitAsync();
        await WriteAsync(context.Response, output.ToArray());
    }

    private ProcessStartInfo Backend(HttpListenerRequest request)
    {
        var start = new ProcessStartInfo("git") { ArgumentList = { "-c", "safe.directory=*", "http-backend" }, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = false };
        var environment = start.Environment;
        environment["GIT_PROJECT_ROOT"] = _folder;
        environment["GIT_HTTP_EXPORT_ALL"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["PATH_INFO"] = request.Url!.AbsolutePath;
        environment["QUERY_STRING"] = request.Url.Query.TrimStart('?');
        environment["REQUEST_METHOD"] = request.HttpMethod;
        environment["CONTENT_TYPE"] = request.ContentType ?? "";
        environment["REMOTE_USER"] = "tester";
        environment["REMOTE_ADDR"] = "127.0.0.1";
        if (request.ContentLength64 >= 0) environment["CONTENT_LENGTH"] = request.ContentLength64.ToString(CultureInfo.InvariantCulture);
        if (request.Headers["Content-Encoding"] is { } encoding) environment["HTTP_CONTENT_ENCODING"] = encoding;
        if (request.Headers["Git-Protocol"] is { } protocol) environment["GIT_PROTOCOL"] = protocol;
        return start;
    }

    private static async Task WriteAsync(HttpListenerResponse response, byte[] output)
    {
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(output, 0, Math.Max(end, 0)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "Status") response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else response.Headers[name] = value;
        }
        await response.OutputStream.WriteAsync(output.AsMemory(end + 4));
        response.Close();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }
}
