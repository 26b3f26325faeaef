using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Tests.Connectors.Cassettes;

public sealed class CassetteTests
{
    [Theory]
    [InlineData("""{"a":1}""", "application/json")]
    [InlineData("{\n  \"big\": 12345678901234567890.10,\n  \"t\": \"é\\n\"\n}", "application/json; charset=utf-8")]
    [InlineData("\"only text\"", "application/json")]
    [InlineData("a,b\n1,2\n", "text/csv")]
    [InlineData("17", "text/plain")]
    [InlineData("{broken", "application/json")]
    [InlineData("", "text/plain")]
    public async Task What_is_recorded_is_replayed(string body, string contentType)
    {
        var answer = new Answer(200, body, contentType);
        var lines = await RecordAsync(answer, Get("https://api.example.com/x?b=2&a=1"));

        var exchanges = await CassetteReader.ReadAsync(new MemoryStream(lines), "c", default);
        await using var replayed = await new ReplayTransport(exchanges).SendAsync(Get("https://API.example.com/x?a=1&b=2"), default);

        Assert.Equal(200, replayed.Status);
        Assert.Equal(contentType, replayed.Header("content-type"));
        var text = await TextAsync(replayed);
        if (body.StartsWith("{\n", StringComparison.Ordinal))
        {
            Assert.Contains("12345678901234567890.10", text, StringComparison.Ordinal);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(text)));
        }
        else
        {
            Assert.Equal(body, text);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_text_survive_and_a_compressed_cassette_is_read()
    {
        byte[] bytes = [0, 255, 254, 1];
        var lines = await RecordAsync(new Answer(206, bytes, "application/zip"), Get("https://h/x"));
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(lines);
        }

        var exchanges = await CassetteReader.ReadAsync(new MemoryStream(packed.ToArray()), "c.gz", default);
        Assert.Equal(bytes, Assert.Single(exchanges).Response.ToArray());
        Assert.Equal(206, exchanges[0].Status);

        var cut = packed.ToArray()[..^12];
        await Assert.ThrowsAsync<CassetteException>(() => CassetteReader.ReadAsync(new MemoryStream([.. cut[..10], .. "rubbish"u8]), "c.gz", default));
    }

    [Fact]
    public async Task Secrets_are_masked_on_both_sides_and_a_replay_with_other_secrets_finds_its_answers()
    {
        static HttpExchangeRequest Request(string key) => new()
        {
            Method = "POST",
            Url = $"https://h/token?key={Uri.EscapeDataString(key)}",
            Headers = [new("Authorization", "Bearer " + key), new("X-Trace", "t-" + key), new("Content-Type", "application/x-www-form-urlencoded")],
            Body = Encoding.UTF8.GetBytes($"secret={Uri.EscapeDataString(key)}&a=1"),
            Secrets = [key],
        };

        var lines = await RecordAsync(new Answer(200, """{"access_token":"tok-99","next_page_token":"keep","echo":"s3cr/et key"}""", "application/json"), Request("s3cr/et key"));

        var text = Encoding.UTF8.GetString(lines);
        Assert.DoesNotContain("s3cr", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tok-99", text, StringComparison.Ordinal);
        Assert.Contains("Bearer ****", text, StringComparison.Ordinal);
        Assert.Contains("keep", text, StringComparison.Ordinal);
        var replay = new ReplayTransport(await CassetteReader.ReadAsync(new MemoryStream(lines), "c", default));
        Assert.Equal(200, (await replay.SendAsync(Request("another"), default)).Status);
    }

    [Fact]
    public async Task A_token_that_is_known_only_after_its_answer_was_read_is_masked_too()
    {
        var secrets = new List<string>();
        var cassette = new MemoryStream();
        await using (var recording = new RecordingTransport(new Answer(200, """{"session":"fresh-token"}""", "application/json"), cassette))
        {
            await recording.SendAsync(new HttpExchangeRequest { Method = "GET", Url = "https://h/login", Secrets = secrets }, default);
            secrets.Add("fresh-token");
            await recording.SendAsync(new HttpExchangeRequest { Method = "GET", Url = "https://h/x", Secrets = secrets }, default);
        }

        Assert.DoesNotContain("fresh-token", Encoding.UTF8.GetString(cassette.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_come_in_the_order_recorded_and_the_last_one_stays()
    {
        var replay = Replay(("GET", "https://h/x", null, "1"), ("GET", "https://h/x", null, "2"));

        Assert.Equal(["1", "2", "2"], [await AskAsync(replay, "GET", "https://h/x"), await AskAsync(replay, "GET", "https://h/x"), await AskAsync(replay, "GET", "https://h/x")]);
    }

    [Theory]
    [InlineData("""{"a":1,"b":[1,2.0]}""", """{ "b": [1.0, 2], "a": 1e0 }""", true)]
    [InlineData("""{"b":[1,2]}""", """{"b":[2,1]}""", false)]
    [InlineData("a=1&b=x+y&a=2", "b=x%20y&a=1&a=2", true)]
    [InlineData("a=1", "a=1&a=1", false)]
    [InlineData("<x/>", "<x/>", true)]
    public async Task Bodies_are_compared_by_what_they_mean(string recorded, string asked, bool same)
    {
        var replay = Replay(("POST", "https://h/x", recorded, "1"));

        var ask = () => AskAsync(replay, "POST", "https://h/x", asked);
        if (same)
        {
            Assert.Equal("1", await ask());
        }
        else
        {
            await Assert.ThrowsAsync<HttpTransportException>(ask);
        }
    }

    [Fact]
    public async Task A_request_that_nothing_answers_names_the_nearest()
    {
        var replay = Replay(("GET", "https://h/other", null, "1"), ("GET", "https://h/x?page=1&n=5", null, "2"), ("POST", "https://h/x?page=2&n=5", null, "3"));

        var error = await Assert.ThrowsAsync<HttpTransportException>(() => AskAsync(replay, "GET", "https://h/x?page=2&n=5"));
        Assert.Equal(TransportFailure.NotRecorded, error.Failure);
        Assert.Contains("line 2: GET https://h/x?page=1&n=5 (asked for page=2, recorded with page=1)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"method\":\"GET\"}", "url")]
    [InlineData("{\"url\":\"https://h\"}", "method")]
    [InlineData("nonsense", "not an exchange")]
    [InlineData("[]", "not an exchange")]
    public async Task A_line_that_is_no_exchange_is_named(string line, string problem)
    {
        var error = await Assert.ThrowsAsync<CassetteException>(
            () => CassetteReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes("\n" + line + "\n")), "c.jsonl", default));
        Assert.StartsWith("c.jsonl:2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_requests_has_the_form_of_a_cassette_without_the_answer()
    {
        var log = new MemoryStream();
        await new RequestLogTransport(new Answer(200, "{}", "application/json"), log).SendAsync(
            new HttpExchangeRequest { Method = "GET", Url = "https://h/x?k=topsecret", Headers = [new("X-Key", "topsecret")], Stream = "s", Secrets = ["topsecret"] }, default);

        Assert.Equal(
            """{"method":"GET","url":"https://h/x?k=****","headers":{"X-Key":"****"},"body":null,"stream":"s"}""" + "\n",
            Encoding.UTF8.GetString(log.ToArray()));
    }

    [Fact]
    public async Task A_log_of_requests_that_go_nowhere_can_be_exact()
    {
        var log = new MemoryStream();
        await new RequestLogTransport(new Answer(200, "{}", "application/json"), log, exact: true).SendAsync(
            new HttpExchangeRequest { Method = "GET", Url = "https://h/x?k=topsecret", Body = ReadOnlyMemory<byte>.Empty, Secrets = ["topsecret"] }, default);

        Assert.Equal("""{"method":"GET","url":"https://h/x?k=topsecret","headers":{},"body":null,"stream":""}""" + "\n", Encoding.UTF8.GetString(log.ToArray()));
    }

    private static HttpExchangeRequest Get(string url) => new() { Method = "GET", Url = url, Stream = "s" };

    private static async Task<byte[]> RecordAsync(IHttpTransport inner, HttpExchangeRequest request)
    {
        var cassette = new MemoryStream();
        await using (var recording = new RecordingTransport(inner, cassette))
        {
            await recording.SendAsync(request, default);
        }

        return cassette.ToArray();
    }

    private static ReplayTransport Replay(params (string Method, string Url, string? Body, string Response)[] exchanges) => new(
        [.. exchanges.Select((exchange, at) => new CassetteExchange
        {
            Method = exchange.Method, Url = exchange.Url, Body = exchange.Body, Response = Encoding.UTF8.GetBytes(exchange.Response), Line = at + 1,
        })]);

    private static async Task<string> AskAsync(ReplayTransport replay, string method, string url, string? body = null) => await TextAsync(
        await replay.SendAsync(new HttpExchangeRequest { Method = method, Url = url, Body = body is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(body) }, default));

    private static async Task<string> TextAsync(HttpExchangeResponse response)
    {
        using var reader = new StreamReader(response.Body);
        return await reader.ReadToEndAsync();
    }

    private sealed class Answer(int status, byte[] body, string contentType) : IHttpTransport
    {
        public Answer(int status, string body, string contentType) : this(status, Encoding.UTF8.GetBytes(body), contentType)
        {
        }

        public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpExchangeResponse { Status = status, Headers = [new("Content-Type", contentType)], Body = new MemoryStream(body) });
    }
}
