using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.Paging;

/// <summary>Wraps a page: envelope, further members, and everything that says where the next page is.</summary>
internal sealed class PageReply(ApiVersion version, RecordSet records, IReadOnlyList<string> credentialParameters)
{
    private const string HeaderPlace = "header.";
    private const string Marker = "@@records@@";
    private static readonly byte[] QuotedMarker = Encoding.UTF8.GetBytes($"\"{Marker}\"");
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PagingRule _paging = version.Paging;

    public Reply Of(PageCut page, Incoming request)
    {
        bool keyed = version.KeyedBy is not null;
        JsonObject root = Wrapping(page, request, out List<KeyValuePair<string, string>> headers);
        (byte[] before, byte[] after) = version.Envelope.Length == 0 ? ([], []) : Around(root);
        var body = new PageBody(
            [.. before, keyed ? (byte)'{' : (byte)'['], [keyed ? (byte)'}' : (byte)']', .. after],
            records, page.View, page.From, page.Count, version.KeyedBy);
        var reply = new Reply { Page = body };
        reply.Headers.AddRange(headers);
        return reply;
    }

    /// <summary>The members around the records; headers come apart.</summary>
    public JsonObject Wrapping(PageCut page, Incoming request, out List<KeyValuePair<string, string>> headers)
    {
        JsonObject root = version.Body is null ? [] : (JsonObject)version.Body.DeepClone();
        headers = [.. version.Headers];
        if (version.Envelope.Length > 0)
        {
            FieldPath.Write(root, version.Envelope, Marker);
        }

        Put(root, headers, _paging.Total, page.View.Count);
        Put(root, headers, _paging.TotalPages, (page.View.Count + page.Size - 1) / page.Size);
        Put(root, headers, _paging.HasMore, page.HasMore);
        string? url = page.Next is not null && (_paging.NextUrl is not null || _paging.Type == PagingType.Link) ? NextUrl(page, request) : null;
        Put(root, headers, _paging.NextUrl, url);
        if (_paging.CursorFrom is { } place && !place.StartsWith("last.", StringComparison.Ordinal))
        {
            Put(root, headers, place, page.Next);
        }

        if (_paging.Type == PagingType.Link && url is not null)
        {
            headers.Add(new("Link", $"<{url}>; rel=\"next\""));
        }

        return root;
    }

    private static (byte[] Before, byte[] After) Around(JsonObject root)
    {
        byte[] whole = JsonSerializer.SerializeToUtf8Bytes(root, Plain);
        int at = whole.AsSpan().IndexOf(QuotedMarker);
        return (whole[..at], whole[(at + QuotedMarker.Length)..]);
    }

    private static void Put(JsonObject root, List<KeyValuePair<string, string>> headers, string? place, JsonNode? value)
    {
        if (place is null)
        {
            return;
        }

        if (!place.StartsWith(HeaderPlace, StringComparison.OrdinalIgnoreCase))
        {
            FieldPath.Write(root, place, value);
        }
        else if (value is not null)
        {
            headers.Add(new(place[HeaderPlace.Length..], ValueText.Of(value)));
        }
    }

    /// <summary>The address of the request with the paging parameter replaced and without the credential.</summary>
    private string NextUrl(PageCut page, Incoming request)
    {
        IEnumerable<string> kept = request.Query
            .Where(pair => pair.Key != page.NextParameter && !credentialParameters.Contains(pair.Key))
            .Append(KeyValuePair.Create(page.NextParameter!, page.Next!))
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        return $"{request.Origin}{request.Path}?{string.Join('&', kept)}";
    }
}
