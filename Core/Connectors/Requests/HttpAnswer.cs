using System.Text;
using System.Text.Unicode;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Selecting;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>An answer whose body lies in memory until the answer is disposed.</summary>
internal sealed class HttpAnswer(HttpExchangeRequest request, int status, IReadOnlyList<KeyValuePair<string, string>> headers, BodyBuffer body) : IDisposable
{
    private DictValue? _headerMap;
    private BodyBuffer _body = body;
    private bool _isUtf8;

    public HttpExchangeRequest Request { get; } = request;

    public int Status { get; } = status;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; } = headers;

    public ReadOnlyMemory<byte> Body => _body.Memory;

    /// <summary>Below 400: records are looked for only in such answers.</summary>
    public bool Ok => Status < 400;

    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    /// <summary>The headers as templates see them; names as sent.</summary>
    public DictValue HeaderMap => _headerMap ??= new DictValue(Headers.Select(header => KeyValuePair.Create(header.Key, Tree.Text(header.Value))));

    /// <summary>The whole body has been read as JSON without an error.</summary>
    public bool IsValidJson { get; set; }

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON; null where it is none.</summary>
    public Value? Json
    {
        get
        {
            MakeUtf8();
            return JsonBody.TryParse(Body);
        }
    }

    /// <summary>
    /// Sees to it that the body is UTF-8, as JSON is: another text is taken for what the content type's charset says, or its wrong bytes are replaced.
    /// </summary>
    public void MakeUtf8()
    {
        if (_isUtf8) return;
        _isUtf8 = true;
        if (Utf8.IsValid(_body.Memory.Span)) return;
        var text = TextEncodings.Decode(CharsetOf(Header("Content-Type")) ?? Encoding.UTF8, _body.Memory.Span);
        _body.Dispose();
        _body = BodyBuffer.Of(Encoding.UTF8.GetBytes(text));
    }

    private static Encoding? CharsetOf(string? contentType)
    {
        const string Name = "charset=";
        var at = contentType?.IndexOf(Name, StringComparison.OrdinalIgnoreCase) ?? -1;
        return at < 0 ? null : TextEncodings.Find(contentType![(at + Name.Length)..].Split(';')[0].Trim(' ', '"', '\''));
    }

    /// <summary>Replaces what JSON has no form for; false where the body has nothing of the kind.</summary>
    public bool Mend()
    {
        if (LooseNumbers.Mend(_body.Memory.Span) is not { } mended) return false;
        _body.Dispose();
        _body = BodyBuffer.Of(mended);
        return true;
    }

    public void Dispose() => _body.Dispose();
}
