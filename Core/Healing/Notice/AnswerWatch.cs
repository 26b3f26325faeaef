using System.Text;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Recordings;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Looks at the answers of a sync as they pass: counts them, reads the headers that announce something or name a version, and looks once into the beginning
/// of a body. It makes no request and holds nothing back.
/// </summary>
/// <param name="notes">Where it is noted.</param>
/// <param name="inner">What sends.</param>
public sealed class AnswerWatch(AnswerNotes notes, IHttpTransport inner) : IHttpTransport
{
    private const int BodyRoom = 64 * 1024;

    private int _looked;

    public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        HttpExchangeResponse answer;
        try
        {
            answer = await inner.SendAsync(request, cancellationToken);
        }
        catch (HttpTransportException)
        {
            notes.Counted(failed: true);
            throw;
        }
        notes.Counted(answer.Status >= 400);
        Headers(request, answer);
        var first = answer.Status is >= 200 and < 300 && request.Stream.Length > 0 && Interlocked.Exchange(ref _looked, 1) == 0;
        return first ? await BodyAsync(request, answer, cancellationToken) : answer;
    }

    private void Headers(HttpExchangeRequest request, HttpExchangeResponse answer)
    {
        foreach (var (name, value) in answer.Headers)
        {
            if (NoticeHeaders.Announces(name, value)) notes.Announced(name, Mask(request, value));
            else if (NoticeHeaders.NamesVersion(name)) notes.Version(name, Mask(request, value));
        }
    }

    private async Task<HttpExchangeResponse> BodyAsync(HttpExchangeRequest request, HttpExchangeResponse answer, CancellationToken cancellationToken)
    {
        var (body, longer) = await BodyPrefix.ReadAsync(answer.Body, BodyRoom, cancellationToken);
        if (longer is null && body.Length > 0)
        {
            var seen = BodyLook.Read(body.Span);
            notes.Total = seen.Total;
            foreach (var (name, text) in seen.Notices) notes.Announced(name, Mask(request, text));
            if (seen.IsSmall) notes.Said = Mask(request, Encoding.UTF8.GetString(body.Span));
        }
        return new HttpExchangeResponse { Status = answer.Status, Headers = answer.Headers, Body = longer ?? await BodyPrefix.AgainAsync(body, answer.Body), FinalUrl = answer.FinalUrl };
    }

    private static string Mask(HttpExchangeRequest request, string text)
    {
        foreach (var secret in request.Secrets)
            if (secret.Length > 0) text = text.Replace(secret, CassetteMask.Masked, StringComparison.Ordinal);
        return text.ReplaceLineEndings(" ");
    }
}
