using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Supertrack.Silo.Tests.Secrets;

/// <summary>An API that gives a token and records, and whose refusals repeat all that it was sent, also in Base64.</summary>
internal sealed class EchoApi(WebApplication app, string accessToken) : IAsyncDisposable
{
    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Everything that ever arrived.</summary>
    public StringBuilder Seen { get; } = new();

    public static async Task<EchoApi> StartAsync(string accessToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var api = new EchoApi(app, accessToken);
        app.Run(api.AnswerAsync);
        await app.StartAsync();
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var all = $"{context.Request.Path}{context.Request.QueryString} {string.Join("; ", context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"))} {body}";
        lock (Seen)
            Seen.AppendLine(all);
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/token")
        {
            await context.Response.WriteAsync(new JsonObject { ["access_token"] = accessToken, ["expires_in"] = 3600, ["refresh_token"] = accessToken + "-next" }.ToJsonString());
            return;
        }
        if (context.Request.Path.StartsWithSegments("/good"))
        {
            await context.Response.WriteAsync("""{"data":[{"id":1,"email":"ada@example.com"},{"id":2,"email":"bo@example.com"}]}""");
            return;
        }
        context.Response.StatusCode = 400;
        context.Response.Headers["X-Echo"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(all));
        await context.Response.WriteAsync(new JsonObject
        {
            ["error"] = "You sent " + all,
            ["message"] = "You sent " + all,
            ["url"] = Uri.EscapeDataString(all),
            ["base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(all)),
        }.ToJsonString());
    }
}
