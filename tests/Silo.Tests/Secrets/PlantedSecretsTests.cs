using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;
using Supertrack.Core.Secrets;
using Supertrack.Silo.Tests.Gateway;

namespace Supertrack.Silo.Tests.Secrets;

/// <summary>Plants secrets wherever a connector takes them and looks for them, in every form, in all that syncs leave behind.</summary>
public sealed class PlantedSecretsTests
{
    private const string Token = "tok-9f8e7d6c5b4a/+=zz";

    private static readonly Dictionary<string, string> Planted = new()
    {
        ["header_key"] = "hdr-Ab12 Cd34/Ef56+xx",
        ["query_key"] = "qry-Gh78&Ij90=Kl12?yy",
        ["body_key"] = "bdy-\"Mn34\\Op56<zz>",
        ["password"] = "pwd-Qr78:St90@Uv12",
        ["client_secret"] = "cls-Wx34Yz56Ab78Cd90",
        ["refresh_token"] = "rfr-Ef12Gh34Ij56Kl78",
    };

    [Fact]
    public async Task No_secret_is_in_anything_that_a_sync_leaves_behind()
    {
        using var folder = new TemporaryFolder();
        var traces = new ConcurrentQueue<string>();
        using var listener = Listen(traces);
        var logs = new ConcurrentQueue<string>();
        await using var api = await EchoApi.StartAsync(Token);
        var left = new List<(string Where, string Text)>();
        await using (var silo = await RunningSilo.StartAsync(folder.Path, ["--Supertrack:Egress:AllowedNetworks:0", "127.0.0.0/8", "--Logging:LogLevel:Default", "Trace"], builder => builder.Logging.AddProvider(new Collector(logs))))
        {
            await silo.TenantAsync("acme");
            foreach (var kind in (string[])["good", "bad"])
                left.Add((kind + " register", await silo.RegisterAsync("acme", kind, Manifest(api.Address, kind), Planted)));
            Assert.Equal("succeeded", (await silo.RunAsync("acme", "good")).GetProperty("status").GetString());
            Assert.Equal("failed", (await silo.RunAsync("acme", "bad")).GetProperty("status").GetString());
            await silo.RecordedAsync("acme", "good");
            foreach (var path in Answers())
                left.Add((path, await silo.TextAsync(path)));
            left.Add(("verify", await silo.PostAsync("tenants/acme/connectors/good/verify", new { })));
            left.Add(("check good", await silo.PostAsync("tenants/acme/connectors/good/check", new { })));
            left.Add(("check bad", await silo.PostAsync("tenants/acme/connectors/bad/check", new { })));
        }
        left.AddRange(logs.Select(line => ("log", line)));
        left.AddRange(traces.Select(line => ("trace", line)));
        left.AddRange(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(folder.Path, file), Content(file))));

        // The source did get them all; otherwise nothing would be proved.
        var seen = api.Seen.ToString();
        Assert.All(Planted.Where(secret => secret.Key is not "password"), secret => Assert.Contains(SecretForms.Of([secret.Value]), form => seen.Contains(form, StringComparison.Ordinal)));
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Planted["password"])), seen, StringComparison.Ordinal);
        Assert.Contains(left, one => one.Where.Contains("recordings", StringComparison.Ordinal) && one.Text.Contains("@masked.invalid", StringComparison.Ordinal));
        Assert.NotEmpty(logs);
        Assert.NotEmpty(traces);

        var forms = Planted.Append(new("access_token", Token)).SelectMany(secret => SecretForms.Of([secret.Value]).Select(form => (secret.Key, Form: form))).ToList();
        var leaks = left.SelectMany(one => forms.Where(form => one.Text.Contains(form.Form, StringComparison.Ordinal)).Select(form => $"{form.Key} as {form.Form} in {one.Where}: {Around(one.Text, form.Form)}")).Distinct().Take(20);
        Assert.Empty(leaks);
    }

    private static IEnumerable<string> Answers()
    {
        yield return "tenants/acme";
        yield return "tenants/acme/connectors";
        yield return "tenants/acme/runs";
        yield return "tenants/acme/datasets";
        foreach (var connector in (string[])["good", "bad"])
        {
            foreach (var part in (string[])["", "/manifest", "/docs", "/runs", "/recordings"])
                yield return $"tenants/acme/connectors/{connector}{part}";
        }
        foreach (var stream in (string[])["header", "query", "body", "basic", "oauth"])
        {
            yield return $"tenants/acme/connectors/good/streams/{stream}/records";
            yield return $"tenants/acme/connectors/good/streams/{stream}/recordings/latest/exchanges";
            yield return $"tenants/acme/connectors/good/streams/{stream}/recordings/latest/cassette";
        }
    }

    private static string Manifest(string address, string kind)
    {
        var text = new StringBuilder($"""
            version: "6.44.0"
            type: DeclarativeSource
            check:
              type: CheckStream
              stream_names: [header]
            spec:
              type: Spec
              connection_specification:
                type: object
                properties:

            """);
        foreach (var name in Planted.Keys)
            text.Append($"      {name}: {{type: string, airbyte_secret: true}}\n");
        text.Append("streams:\n");
        Stream("header", "GET", "request_headers: {X-Custom-Key: \"{{ config['header_key'] }}\"}");
        Stream("query", "GET", "request_parameters: {signature: \"{{ config['query_key'] }}\"}");
        Stream("body", "POST", "request_body_json: {auth: {key: \"{{ config['body_key'] }}\"}}");
        Stream("basic", "GET", "authenticator: {type: BasicHttpAuthenticator, username: me, password: \"{{ config['password'] }}\"}");
        Stream("oauth", "GET", $"authenticator: {{type: OAuthAuthenticator, token_refresh_endpoint: \"{address}/token\", client_id: c, client_secret: \"{{{{ config['client_secret'] }}}}\", refresh_token: \"{{{{ config['refresh_token'] }}}}\"}}");
        return text.ToString();

        void Stream(string name, string method, string part) => text.Append($$$"""
              - type: DeclarativeStream
                name: {{{name}}}
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: "{{{address}}}"
                    path: /{{{kind}}}/{{{name}}}
                    http_method: {{{method}}}
                    {{{part}}}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                schema_loader:
                  type: InlineSchemaLoader
                  schema: {type: object, properties: {id: {type: integer}, email: {type: string} } }

            """);
    }

    private static ActivityListener Listen(ConcurrentQueue<string> traces)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} {string.Join(' ', activity.Events.Select(one => $"{one.Name} {string.Join(' ', one.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string Content(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes is [0x1f, 0x8b, ..])
        {
            using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            zip.CopyTo(plain);
            bytes = plain.ToArray();
        }
        return Encoding.UTF8.GetString(bytes) + Encoding.Unicode.GetString(bytes);
    }

    private static string Around(string text, string form)
    {
        var at = text.IndexOf(form, StringComparison.Ordinal);
        return text[Math.Max(0, at - 120)..Math.Min(text.Length, at + form.Length + 40)];
    }

    /// <summary>Every log line with its state and exception.</summary>
    private sealed class Collector(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The lab of this process logs its own requests too; only the silo's are judged by what they are about.
            lines.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
