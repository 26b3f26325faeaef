using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Supertrack.Cli.Tests.Remote;

public sealed class RemoteCommandTests
{
    [Fact]
    public async Task Lists_follow_their_cursors_and_send_the_key()
    {
        await using var server = new FakeGateway(request => request.Query.Contains("cursor=c2", StringComparison.Ordinal)
            ? (200, """{"items":[{"id":"b"}]}""")
            : (200, """{"items":[{"id":"a"}],"next":"c2"}"""));

        CommandRun run = await server.RunAsync("tenant", "list");

        Assert.Equal((0, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n"), (run.ExitCode, run.Results));
        Assert.All(server.Requests, request => Assert.Equal("Bearer k", request.Key));
    }

    [Fact]
    public async Task An_egress_policy_is_shown_and_set_whole()
    {
        await using var server = new FakeGateway(_ => (200, "{\"networks\":[]}"));

        Assert.Equal(0, (await server.RunAsync("tenant", "egress", "show", "acme")).ExitCode);
        Assert.Equal(0, (await server.RunAsync("tenant", "egress", "set", "acme", "--network", "10.1.0.0/16", "--network", "10.2.0.0/16", "--host", ".example.com")).ExitCode);

        Assert.Equal(("GET", "PUT"), (server.Requests[0].Method, server.Requests[1].Method));
        Assert.All(server.Requests, request => Assert.Equal("/api/v1/tenants/acme/egress", request.Path));
        Assert.Equal("""{"networks":["10.1.0.0/16","10.2.0.0/16"],"hosts":[".example.com"],"folders":[],"databaseHosts":[]}""", server.Requests[1].Body);
    }

    [Fact]
    public async Task A_sync_that_waits_follows_the_run_and_ends_with_1_when_it_fails()
    {
        int asked = 0;
        await using var server = new FakeGateway(request => request.Method == "POST"
            ? (202, """{"id":"r1","status":"running"}""")
            : (200, ++asked < 2 ? """{"id":"r1","status":"running","records":5}""" : """{"id":"r1","status":"failed","finishedAt":"2025-01-01T00:00:00Z"}"""));

        CommandRun run = await server.RunAsync("connector", "sync", "acme/crm", "--stream", "people", "--full-refresh", "--wait");

        Assert.Equal((1, "failed", ""), (run.ExitCode, (string?)JsonNode.Parse(run.Results)!["status"], run.Notes));
        Assert.Equal("/api/v1/tenants/acme/connectors/crm/runs", server.Requests[0].Path);
        Assert.Equal("""{"streams":["people"],"fullRefresh":true}""", server.Requests[0].Body);
        Assert.Equal("/api/v1/tenants/acme/connectors/crm/runs/r1", server.Requests[^1].Path);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_servers_connector_is_verified_there(bool same, int code)
    {
        await using var server = new FakeGateway(_ => (200, $$"""{"same":{{(same ? "true" : "false")}},"streams":[]}"""));

        CommandRun run = await server.RunAsync("connector", "verify", "acme/crm");

        Assert.Equal((code, ""), (run.ExitCode, run.Notes));
        Assert.Equal(("POST", "/api/v1/tenants/acme/connectors/crm/verify"), (server.Requests[0].Method, server.Requests[0].Path));
    }

    [Theory]
    [InlineData(404, 2)]
    [InlineData(422, 2)]
    [InlineData(401, 2)]
    [InlineData(503, 3)]
    [InlineData(429, 3)]
    public async Task A_refusal_is_one_line_with_the_next_step(int status, int code)
    {
        await using var server = new FakeGateway(_ => (status, """{"status":1,"detail":"It is so.","nextAction":"Do that."}"""));

        CommandRun run = await server.RunAsync("connector", "show", "acme/crm");

        Assert.Equal((code, $"error: {server.Address} answered {status}: It is so. Do that.\n"), (run.ExitCode, run.Notes));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_remote_failure()
    {
        CommandRun run = await CommandRun.OfAsync("tenant", "list", "--server", "http://127.0.0.1:1", "--key", "k");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("error: http://127.0.0.1:1 cannot be reached", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("an API key is needed", "tenant", "list")]
    [InlineData("is no tenant/connector", "connector", "show", "acme", "--key", "k")]
    [InlineData("is no address", "tenant", "list", "--key", "k", "--server", "localhost")]
    public async Task What_is_missing_is_said_before_anything_is_sent(string says, params string[] args)
    {
        CommandRun run = await CommandRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Notes, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Records_stop_at_the_limit_and_names_are_encoded()
    {
        await using var server = new FakeGateway(_ => (200, """{"items":[{"id":1},{"id":2},{"id":3}],"next":"x"}"""));

        CommandRun run = await server.RunAsync("records", "query", "acme/crm/my stream/x", "--limit", "2");

        Assert.Equal((0, "{\"id\":1}\n{\"id\":2}\n"), (run.ExitCode, run.Results));
        Assert.Equal("/api/v1/tenants/acme/connectors/crm/streams/my%20stream%2Fx/records", server.Requests[0].Path);
    }

    [Fact]
    public async Task Conditions_order_and_members_of_records_are_sent_as_the_gateway_takes_them()
    {
        await using var server = new FakeGateway(_ => (200, """{"items":[]}"""));

        CommandRun run = await server.RunAsync(
            "records", "query", "acme/crm/people", "--where", "plan=pro", "--where", "seats >= 5", "--where", "city in A,B", "--where", "left is not null", "--sort", "-seats", "--field", "id", "--field", "a&b");

        Assert.Equal((0, ""), (run.ExitCode, run.Notes));
        Assert.Equal(
            "?limit=100&filter[plan][eq]=pro&filter[seats][gte]=5&filter[city][in]=A,B&filter[left][null]=false&sort=-seats&fields=id&fields=a%26b",
            server.Requests[0].Query.Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal));
        CommandRun wrong = await server.RunAsync("records", "query", "acme/crm/people", "--where", "plan");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("'plan' is no condition", wrong.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_list_sends_its_filters_with_every_page()
    {
        await using var server = new FakeGateway(request => request.Query.Contains("cursor=c2", StringComparison.Ordinal)
            ? (200, """{"items":[{"id":1}]}""")
            : (200, """{"items":[{"id":2}],"next":"c2"}"""));

        CommandRun run = await server.RunAsync("audit", "list", "--tenant", "acme", "--action", "connector.register", "--actor", "key:a&b");

        Assert.Equal((0, "{\"id\":2}\n{\"id\":1}\n"), (run.ExitCode, run.Results));
        Assert.All(server.Requests, request => Assert.Contains("tenant=acme&actor=key%3Aa%26b&action=connector.register", request.Query, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 1)]
    public async Task An_audit_that_was_changed_ends_with_1(string intact, int code)
    {
        await using var server = new FakeGateway(_ => (200, $$"""{"tenant":"acme","intact":{{intact}},"entries":3}"""));

        CommandRun run = await server.RunAsync("audit", "verify", "--tenant", "acme");

        Assert.Equal(code, run.ExitCode);
        Assert.Equal("/api/v1/audit/verification", server.Requests[0].Path);
    }

    [Fact]
    public async Task Dead_letters_are_tried_again_and_discarded_without_an_answer_to_print()
    {
        await using var server = new FakeGateway(_ => (204, ""));

        CommandRun retried = await server.RunAsync("dead-letter", "retry", "acme/7");
        CommandRun discarded = await server.RunAsync("dead-letter", "discard", "acme/7");

        Assert.Equal((0, "", 0, ""), (retried.ExitCode, retried.Results, discarded.ExitCode, discarded.Results));
        Assert.Equal(["POST /api/v1/tenants/acme/dead-letters/7/retry", "DELETE /api/v1/tenants/acme/dead-letters/7"], server.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    /// <summary>Answers what a function says and remembers what it was asked.</summary>
    private sealed class FakeGateway : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public FakeGateway(Func<Asked, (int Status, string Body)> answer)
        {
            for (int port = 20_000 + (Environment.ProcessId % 10_000); ; port++)
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

            _serving = ServeAsync(answer);
        }

        public string Address { get; }

        public List<Asked> Requests { get; } = [];

        public Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync([.. args, "--server", Address, "--key", "k"]);

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(Func<Asked, (int Status, string Body)> answer)
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

                using var reader = new StreamReader(context.Request.InputStream);
                string raw = context.Request.RawUrl!;
                int query = raw.IndexOf('?');
                var asked = new Asked(
                    context.Request.HttpMethod, query < 0 ? raw : raw[..query], query < 0 ? "" : raw[query..],
                    context.Request.Headers["Authorization"], await reader.ReadToEndAsync());
                Requests.Add(asked);
                (int status, string body) = answer(asked);
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
    }

    private sealed record Asked(string Method, string Path, string Query, string? Key, string Body);
}
