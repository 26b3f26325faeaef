using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>Reads cassettes: JSON lines, gzip where the first bytes say so.</summary>
public static class CassetteReader
{
    /// <summary>Reads every exchange of a cassette.</summary>
    /// <param name="file">Name for error messages.</param>
    /// <exception cref="CassetteException">A line is no exchange, or the file is cut or corrupt.</exception>
    public static async Task<IReadOnlyList<CassetteExchange>> ReadAsync(Stream source, string file, CancellationToken cancellationToken)
    {
        var lines = await LinesAsync(source, file, cancellationToken);
        return [.. lines.Select((line, index) => (Line: line, Number: index + 1)).Where(line => line.Line.Length > 0).Select(line => Parse(line.Line, file, line.Number))];
    }

    /// <summary>The lines of a cassette, those without an exchange empty.</summary>
    internal static async Task<List<string>> LinesAsync(Stream source, string file, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        try
        {
            await using var plain = await UnpackedAsync(source, cancellationToken);
            using var reader = new StreamReader(plain, Encoding.UTF8);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
                lines.Add(line.Trim());
        }
        catch (InvalidDataException exception)
        {
            throw new CassetteException(file, lines.Count + 1, "the compressed file is cut or damaged here. Record it again.", exception);
        }

        return lines;
    }

    /// <summary>Reads one line.</summary>
    /// <exception cref="CassetteException">The line is no exchange.</exception>
    public static CassetteExchange Parse(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var headers = Headers(root, "responseHeaders");
            return new CassetteExchange
            {
                Method = Text(root, "method")?.ToUpperInvariant() ?? throw Missing("method"),
                Url = Text(root, "url") ?? throw Missing("url"),
                Headers = Headers(root, "headers"),
                Body = Body(root),
                Stream = Text(root, "stream") ?? "",
                Status = root.TryGetProperty("status", out var status) && status.TryGetInt32(out var code) ? code : 200,
                Response = root.TryGetProperty("response", out var response) ? Response(response, root) : default,
                ResponseHeaders = headers,
                Page = root.TryGetProperty("page", out var page) && page.TryGetInt64(out var numbered) ? numbered : 0,
                Line = number,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new CassetteException(file, number, "not an exchange as JSON. Correct or remove the line, or record it again.", exception);
        }

        CassetteException Missing(string member) => new(file, number, $"the member {member} is missing. Correct or remove the line.");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A body is text; a value written as JSON is taken as its text.</summary>
    private static string? Body(JsonElement root) => !root.TryGetProperty("body", out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static ReadOnlyMemory<byte> Response(JsonElement value, JsonElement root)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Encoding.UTF8.GetBytes(value.GetRawText());
        }

        return Text(root, "responseEncoding") switch
        {
            "base64" => value.GetBytesFromBase64(),
            "json" => Encoding.UTF8.GetBytes(value.GetRawText()),
            _ => Encoding.UTF8.GetBytes(value.GetString()!),
        };
    }

    private static List<KeyValuePair<string, string>> Headers(JsonElement root, string name)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (root.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in members.EnumerateObject())
            {
                headers.Add(new(member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()));
            }
        }

        return headers;
    }

    private static async Task<Stream> UnpackedAsync(Stream source, CancellationToken cancellationToken)
    {
        var magic = new byte[2];
        var read = await source.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellationToken);
        var whole = source.CanSeek ? Rewound(source) : new PrefixedStream(magic.AsMemory(0, read), source);
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    private static Stream Rewound(Stream source)
    {
        source.Seek(0, SeekOrigin.Begin);
        return source;
    }
}
