using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Checks;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Serving;

/// <summary>The API of a scenario: the version served now, and the switch.</summary>
internal sealed class LabApi
{
    private const string SwitchPath = "/__lab/version";

    private readonly Scenario _scenario;
    private readonly LabOptions _options;
    private readonly Lazy<VersionHandler>[] _handlers;
    private Serving _current;

    public LabApi(Scenario scenario, LabOptions options)
    {
        _scenario = scenario;
        _options = options;
        var tokens = new TokenDesk(scenario.Config, options.Clock);
        _handlers = [.. scenario.Versions.Select((_, number) =>
            new Lazy<VersionHandler>(() => new VersionHandler(scenario, number, tokens, options.Clock)))];
        _current = Begin(options.Version);
    }

    public int Version => Volatile.Read(ref _current).Number;

    public int Versions => _handlers.Length;

    /// <summary>Serves another version from the next request on; limits and faults count anew.</summary>
    public void SwitchTo(int version) => Volatile.Write(ref _current, Begin(version));

    public async Task HandleAsync(HttpContext context)
    {
        Incoming request = await Incoming.ReadAsync(context.Request, context.RequestAborted);
        Serving now = Volatile.Read(ref _current);
        Reply reply = request.Path == SwitchPath
            ? Switch(request)
            : await now.Handler.AnswerAsync(request, now.Run, context.RequestAborted);
        _options.Observe?.Invoke(new LabExchange(request.Method, request.Path, request.RawQuery, reply.Status, now.Number));
        await ReplyWriter.SendAsync(reply, context.Response, context.RequestAborted);
    }

    private Reply Switch(Incoming request)
    {
        if (request.Method == "POST")
        {
            if (request.Json is not JsonObject body || body["version"] is not JsonValue value
                || value.GetValueKind() != JsonValueKind.Number || !value.TryGetValue(out int version)
                || version < 0 || version >= _handlers.Length)
            {
                return AnswerReply.Problem(400, $"Send {{\"version\": n}} with n from 0 to {_handlers.Length - 1}.");
            }

            SwitchTo(version);
        }

        return AnswerReply.Json(new JsonObject
        {
            ["scenario"] = _scenario.Name,
            ["version"] = Version,
            ["versions"] = _handlers.Length,
        });
    }

    private Serving Begin(int version)
    {
        if (version < 0 || version >= _handlers.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(version), version, $"{_scenario.Name} has the versions 0 to {_handlers.Length - 1}; ask for one of them.");
        }

        VersionHandler handler = _handlers[version].Value;
        return new Serving(version, handler, handler.Begin());
    }

    private sealed record Serving(int Number, VersionHandler Handler, VersionHandler.Run Run);
}
