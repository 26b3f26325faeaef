using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>
/// POST with <c>Idempotency-Key</c>: the first answer is stored and replayed to every repetition of the same request by the same caller. Answers of 500 and
/// above are not stored, because repeating the request is then the right thing to do.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, IIdempotencyStore answers, TimeProvider clock)
{
    private const string Header = "Idempotency-Key";
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(5);

    public async Task InvokeAsync(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || !HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }
        if (key.Length > 200)
            throw new InvalidRequestException("invalid_idempotency_key", $"{Header} has {key.Length} characters. Use at most 200.");
        var caller = CallerAuthentication.Of(context).Subject;
        var hash = await HashAsync(context.Request, context.RequestAborted);
        var stored = await answers.ClaimAsync(caller, key, hash, clock.GetUtcNow(), AbandonedAfter, context.RequestAborted);
        if (stored is null)
            await AnswerAsync(context, caller, key, hash);
        else
            await ReplayAsync(context, stored, hash);
    }

    private async Task AnswerAsync(HttpContext context, string caller, string key, string hash)
    {
        var client = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        var completed = false;
        try
        {
            await next(context);
            completed = context.Response.StatusCode < 500;
        }
        finally
        {
            context.Response.Body = client;
            if (!completed)
                await answers.ReleaseAsync(caller, key, CancellationToken.None);
        }
        var response = context.Response;
        if (completed)
        {
            var answer = new StoredAnswer(
                hash, response.StatusCode, response.ContentType, response.Headers.Location.ToString(), response.Headers.ETag.ToString(), copy.ToArray());
            await answers.CompleteAsync(caller, key, answer, CancellationToken.None);
        }
        await client.WriteAsync(copy.ToArray(), context.RequestAborted);
    }

    private static async Task ReplayAsync(HttpContext context, StoredAnswer stored, string hash)
    {
        if (stored.RequestHash != hash)
            throw new InvalidRequestException("idempotency_key_reused", $"This {Header} was used for another request. Use a new key for a new request.");
        if (stored.Status is not { } status)
            throw new ConflictException("request_in_progress", $"The first request with this {Header} is still being answered. Repeat it in a moment.");
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = stored.ContentType;
        response.Headers["Idempotency-Replayed"] = "true";
        if (!string.IsNullOrEmpty(stored.Location))
            response.Headers.Location = stored.Location;
        if (!string.IsNullOrEmpty(stored.ETag))
            response.Headers.ETag = stored.ETag;
        await response.Body.WriteAsync(stored.Body ?? [], context.RequestAborted);
    }

    private static async Task<string> HashAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
